// Says which of these keyed hashes are of someone who was deleted.
// mode: read
// returns: one
// parameters: ids
UNWIND $ids AS id
MATCH (t:Tombstone {workspace: $workspace, id: id})
RETURN collect(t.id) AS ids
