// Records how far an import has come; the rows that it counts go in with the same transaction.
// mode: write
// returns: none
// parameters: id, values
// changes: none
MATCH (i:Import {workspace: $workspace, id: $id})
SET i += $values
