// Finds the plans of these connectors for a week, with the people they propose.
// mode: read
// returns: many
// parameters: week, connectors
UNWIND [$week] AS wanted
MATCH (plan:Plan {workspace: $workspace, week: wanted})
WHERE plan.connector IN $connectors
RETURN plan.connector AS connector, plan.run AS run, plan.objective AS objective,
  plan.run_objective AS run_objective, plan.run_bound AS run_bound, plan.seconds AS seconds,
  plan.left_out AS left_out, plan.left_out_codes AS left_out_codes,
  COLLECT {
    MATCH (plan)-[r:PROPOSES]->(p:Person)
    RETURN [r.rank, r.side, p.id, r.pairing]
  } AS proposed
ORDER BY connector
