// Lists the plans that were made for a person.
// mode: read
// returns: many
// parameters: id
UNWIND [$id] AS own
MATCH (plan:Plan {workspace: $workspace, connector: own})
RETURN 'Plan' AS kind, null AS other, properties(plan) AS properties
