// Creates `Organisation` nodes.
// mode: write
// returns: none
// parameters: rows
// changes: organisation created by rows.id
UNWIND $rows AS row
CREATE (:Organisation {workspace: $workspace, id: row.id, name: row.name, name_key: row.name_key})
