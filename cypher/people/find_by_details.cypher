// Finds the contacts that a connector has under all of these details, as `email:ann@x.example`.
// mode: read
// returns: one
// parameters: connector, details
MATCH (:Person {workspace: $workspace, id: $connector})-[k:KNOWS]->(p:Person)
WHERE k.details IS NOT NULL AND all(one IN $details WHERE one IN k.details)
WITH p.id AS id
ORDER BY id
RETURN collect(id) AS ids
