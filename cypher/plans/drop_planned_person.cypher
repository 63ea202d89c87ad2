// Takes a person out of the lists of connectors that weeks were planned for.
// mode: write
// returns: none
// parameters: id
// changes: none
MATCH (run:PlanRun {workspace: $workspace})
WHERE $id IN run.connectors
SET run.connectors = [one IN run.connectors WHERE one <> $id]
