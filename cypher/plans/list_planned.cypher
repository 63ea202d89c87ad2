// Lists which of these connectors have a plan for a week. One that proposes no one, and was made
// before a moment, counts only until facts change in the workspace.
// mode: read
// returns: one
// parameters: week, connectors, before
MATCH (w:Workspace {id: $workspace})
RETURN COLLECT {
    UNWIND [$week] AS wanted
    MATCH (plan:Plan {workspace: $workspace, week: wanted})
    WHERE plan.connector IN $connectors
      AND (plan.seq >= w.facts_seq OR plan.created_at >= $before OR EXISTS { (plan)-[:PROPOSES]->(:Person) })
    RETURN plan.connector
  } AS connectors
