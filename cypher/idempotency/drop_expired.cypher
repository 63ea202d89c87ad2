// Deletes a few expired records, so that they don't pile up.
// mode: write
// returns: none
// parameters: before
// changes: none
MATCH (r:IdempotencyRecord {workspace: $workspace})
WHERE r.at < $before
WITH r LIMIT 20
DETACH DELETE r
