// Parks what waited to leave the program: it may have left after the backup was made.
// mode: write
// returns: one
// parameters: now, error
// changes: none
MATCH (e:OutboxEntry {workspace: $workspace})
WHERE e.due IS NOT NULL
SET e.parked_at = $now, e.last_error = $error
REMOVE e.due, e.lease, e.leased_until
RETURN count(*) AS parked
