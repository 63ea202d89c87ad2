// Lists the plans that were made for a person.
// mode: read
// returns: many
// parameters: id
MATCH (plan:Plan {workspace: $workspace, connector: $id})
RETURN 'Plan' AS kind, null AS other, properties(plan) AS properties
