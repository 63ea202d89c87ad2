// Forgets the tombstones of one deletion, found by any of them.
// mode: write
// returns: many
// parameters: ids
// changes: tombstone deleted by returned.id
UNWIND $ids AS id
MATCH (one:Tombstone {workspace: $workspace, id: id})
WITH DISTINCT one.deletion AS deletion
MATCH (t:Tombstone {workspace: $workspace, deletion: deletion})
WITH t, t.id AS gone
DETACH DELETE t
RETURN gone AS id
