// Creates groups.
// mode: write
// returns: none
// parameters: rows
// changes: group created by rows.id
UNWIND $rows AS row
CREATE (:Group {
  workspace: $workspace, id: row.id, name: row.name, name_key: row.name_key,
  meets_regularly: row.meets_regularly
})
