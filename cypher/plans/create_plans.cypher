// Creates plans; each row has the id and the other properties.
// mode: write
// returns: none
// parameters: rows
UNWIND $rows AS row
CREATE (plan:Plan {workspace: $workspace, id: row.id})
SET plan += row.values
