// Records that an effect has happened, anyone who holds the lease by now; its content is forgotten.
// An effect that has since been put again is another one.
// mode: write
// returns: none
// parameters: id, created_at, now, outcome
// changes: none
MATCH (e:OutboxEntry {workspace: $workspace, id: $id, created_at: $created_at})
WHERE e.due IS NOT NULL
SET e.done_at = $now, e.outcome = $outcome
REMOVE e.due, e.lease, e.leased_until, e.payload, e.last_error
