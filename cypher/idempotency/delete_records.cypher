// Deletes expired records; one that has been replaced since then stays.
// mode: write
// returns: none
// parameters: ids, before
// changes: none
UNWIND $ids AS id
MATCH (r:IdempotencyRecord {workspace: $workspace, id: id})
WHERE r.at < $before
DETACH DELETE r
