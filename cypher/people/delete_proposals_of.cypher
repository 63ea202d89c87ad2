// Forgets the pairs in which plans propose a person: what was said of the pair names both people.
// mode: write
// returns: none
// parameters: id
MATCH (:Person {workspace: $workspace, id: $id})<-[own:PROPOSES]-(plan:Plan)-[r:PROPOSES]->(:Person)
WHERE r.pair = own.pair
DELETE r
