// Drops a few records that have expired, so that none is kept for long.
// mode: write
// returns: none
// parameters: before
// changes: none
MATCH (r:IdempotencyRecord {workspace: $workspace})
WHERE r.at < $before
WITH r LIMIT 20
DETACH DELETE r
