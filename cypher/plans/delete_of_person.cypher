// Deletes the plans that were made for a person.
// mode: write
// returns: many
// parameters: id
// changes: plan deleted by returned.id
UNWIND [$id] AS own
MATCH (plan:Plan {workspace: $workspace, connector: own})
WITH plan, plan.id AS gone
DETACH DELETE plan
RETURN gone AS id
