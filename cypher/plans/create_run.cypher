// Creates the record of a week's planning.
// mode: write
// returns: none
// parameters: id, values
// changes: none
CREATE (run:PlanRun {workspace: $workspace, id: $id})
SET run += $values
