// Records how far a week's planning has come, or how it ended.
// mode: write
// returns: none
// parameters: id, values
// changes: none
MATCH (run:PlanRun {workspace: $workspace, id: $id})
SET run += $values
