// Counts what waits and what is parked, over all workspaces.
// mode: read
// returns: one
// scope: installation
MATCH (e:OutboxEntry)
WHERE e.done_at IS NULL
RETURN count(e.due) AS waiting, count(e.parked_at) AS parked
