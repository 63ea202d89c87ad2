// Creates nodes of a label with everything that they hold. Written for people, used for each label.
// mode: write
// returns: none
// parameters: rows
// changes: none
UNWIND $rows AS row
CREATE (n:Person)
SET n = row, n.workspace = $workspace
