// Writes down an effect that is to happen; an existing one stays as it is, unless it
// was given up: then this one takes its place.
// mode: write
// returns: none
// parameters: id, kind, payload, due, now
// changes: none
OPTIONAL MATCH (there:OutboxEntry {workspace: $workspace, id: $id})
WITH there WHERE there IS NULL OR there.parked_at IS NOT NULL
MERGE (e:OutboxEntry {workspace: $workspace, id: $id})
SET e.kind = $kind, e.payload = $payload, e.due = $due, e.attempts = 0, e.created_at = $now
REMOVE e.parked_at, e.last_error
