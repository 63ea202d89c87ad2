// Lists what is held about a person in their own entry: their properties, addresses and numbers,
// professions, groups, and where they worked and studied.
// mode: read
// returns: many
// parameters: id
MATCH (p:Person {workspace: $workspace, id: $id})
RETURN 'Person' AS kind, null AS other, properties(p) AS properties
UNION ALL
MATCH (:Person {workspace: $workspace, id: $id})<-[:IDENTIFIES]-(i:Identifier)
RETURN 'Identifier' AS kind, null AS other, properties(i) AS properties
UNION ALL
MATCH (:Person {workspace: $workspace, id: $id})-[r:PRACTICES|MEETS|MEMBER_OF|WORKED_AT|STUDIED_AT]->(n)
RETURN type(r) AS kind, n.id AS other, properties(r) AS properties
