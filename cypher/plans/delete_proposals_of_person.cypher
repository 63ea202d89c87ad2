// Deletes the pairs in which others' plans propose a person: what is said of a pair names both.
// mode: write
// returns: many
// parameters: id
// changes: plan updated by returned.id
MATCH (:Person {workspace: $workspace, id: $id})<-[own:PROPOSES]-(plan:Plan)-[r:PROPOSES]->(:Person)
WHERE r.pair = own.pair
DELETE r
RETURN plan.id AS id
