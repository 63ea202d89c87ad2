// Takes a person out of the lists of people that others' plans left out.
// mode: write
// returns: many
// parameters: id
// changes: plan updated by returned.id
MATCH (plan:Plan {workspace: $workspace})
WHERE $id IN plan.left_out
WITH plan, [n IN range(0, size(plan.left_out) - 1) WHERE plan.left_out[n] <> $id] AS others
WITH plan, [n IN others | plan.left_out[n]] AS people, [n IN others | plan.left_out_codes[n]] AS codes
SET plan.left_out = people, plan.left_out_codes = codes
RETURN plan.id AS id
