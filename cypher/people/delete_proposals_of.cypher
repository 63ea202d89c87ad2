// Forgets the pairs in which plans propose a person: what was said of the pair names both people.
// mode: write
// returns: many
// parameters: id
// changes: plan updated by returned.id
MATCH (:Person {workspace: $workspace, id: $id})<-[own:PROPOSES]-(plan:Plan)-[r:PROPOSES]->(:Person)
WHERE r.pair = own.pair
DELETE r
RETURN plan.id AS id
