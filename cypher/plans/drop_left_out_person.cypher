// Takes a person out of the lists of people that others' plans left out. The lists are named before
// they are gone through: the embedded engine else reads them again for each of their items.
// mode: write
// returns: many
// parameters: id
// changes: plan updated by returned.id
MATCH (plan:Plan {workspace: $workspace})
WITH plan, plan.left_out AS people, plan.left_out_codes AS codes
WHERE $id IN people
WITH plan, people, codes, [n IN range(0, size(people) - 1) WHERE people[n] <> $id] AS others
WITH plan, [n IN others | people[n]] AS left_people, [n IN others | codes[n]] AS left_codes
SET plan.left_out = left_people, plan.left_out_codes = left_codes
RETURN plan.id AS id
