// Creates organisations.
// mode: write
// returns: none
// parameters: rows
UNWIND $rows AS row
CREATE (:Organisation {workspace: $workspace, id: row.id, name: row.name, name_key: row.name_key})
