// Creates the record of an import, before its first row goes in.
// mode: write
// returns: none
// parameters: id, values
// changes: none
CREATE (i:Import {workspace: $workspace, id: $id})
SET i += $values
