// Writes down an effect that is to happen; one that is there already stays as it is.
// mode: write
// returns: none
// parameters: id, kind, payload, due, now
OPTIONAL MATCH (there:OutboxEntry {workspace: $workspace, id: $id})
WITH there WHERE there IS NULL
CREATE (:OutboxEntry {workspace: $workspace, id: $id, kind: $kind, payload: $payload, due: $due,
  attempts: 0, created_at: $now})
