// Writes plans, in place of those of the same connector and week; each row has the id and the
// other properties.
// mode: write
// returns: none
// parameters: rows
// changes: plan saved by rows.id
UNWIND $rows AS row
MERGE (plan:Plan {workspace: $workspace, id: row.id})
SET plan += row.values
