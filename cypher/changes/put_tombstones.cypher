// Turns entries about what was deleted into tombstones: they keep hashes instead of the ids, and no
// actor.
// mode: write
// returns: none
// parameters: rows
// changes: none
UNWIND $rows AS row
MATCH (c:Change {workspace: $workspace, id: row.id})
SET c.hashes = row.hashes
REMOVE c.ids, c.by
