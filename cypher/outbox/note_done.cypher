// Notes that effects have come about in another way: those that were given up, or never put.
// mode: write
// returns: none
// parameters: ids, kind, now, outcome
// changes: none
UNWIND $ids AS id
OPTIONAL MATCH (there:OutboxEntry {workspace: $workspace, id: id})
WITH id, there WHERE there IS NULL OR there.parked_at IS NOT NULL
MERGE (e:OutboxEntry {workspace: $workspace, id: id})
SET e.kind = $kind, e.done_at = $now, e.outcome = $outcome, e.attempts = coalesce(e.attempts, 0),
    e.created_at = coalesce(e.created_at, $now)
REMOVE e.parked_at, e.last_error, e.payload
