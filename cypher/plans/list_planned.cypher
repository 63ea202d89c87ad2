// Lists which of these connectors have a plan for a week.
// mode: read
// returns: one
// parameters: week, connectors
MATCH (w:Workspace {id: $workspace})
RETURN COLLECT {
    MATCH (plan:Plan {workspace: $workspace, week: $week})
    WHERE plan.connector IN $connectors
    RETURN plan.connector
  } AS connectors
