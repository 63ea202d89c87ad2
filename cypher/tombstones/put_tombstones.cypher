// Keeps a keyed hash of each identifier of someone who was deleted; those of one deletion belong
// together.
// mode: write
// returns: none
// parameters: ids, deletion, key, now
// changes: tombstone saved by ids
UNWIND $ids AS id
MERGE (t:Tombstone {workspace: $workspace, id: id})
SET t.deletion = $deletion, t.key = $key, t.created_at = $now
