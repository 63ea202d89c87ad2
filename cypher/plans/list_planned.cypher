// Lists which of these connectors have a plan for a week. One that proposes nobody counts only
// until anything in the workspace changes.
// mode: read
// returns: one
// parameters: week, connectors
MATCH (w:Workspace {id: $workspace})
RETURN COLLECT {
    MATCH (plan:Plan {workspace: $workspace, week: $week})
    WHERE plan.connector IN $connectors
      AND (plan.seq >= w.seq OR EXISTS { (plan)-[:PROPOSES]->(:Person) })
    RETURN plan.connector
  } AS connectors
