// Makes an entry that is parked or waits due now, as if it had never been tried.
// mode: write
// returns: optional
// parameters: id, now
// changes: none
MATCH (e:OutboxEntry {workspace: $workspace, id: $id})
WHERE e.done_at IS NULL
SET e.due = $now, e.attempts = 0
REMOVE e.parked_at
RETURN e.id AS id
