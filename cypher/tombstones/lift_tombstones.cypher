// Forgets the tombstones of one deletion, found by any one of them.
// mode: write
// returns: many
// parameters: id
// changes: tombstone deleted by returned.id
MATCH (one:Tombstone {workspace: $workspace, id: $id})
WITH one.deletion AS deletion
MATCH (t:Tombstone {workspace: $workspace, deletion: deletion})
WITH t, t.id AS gone
DETACH DELETE t
RETURN gone AS id
