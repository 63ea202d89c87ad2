// Records who was met at a gathering.
// mode: write
// returns: none
// parameters: id, people
// changes: gathering updated by id
MATCH (g:Gathering {workspace: $workspace, id: $id})
UNWIND $people AS person
MATCH (p:Person {workspace: $workspace, id: person})
CREATE (g)-[:WITH]->(p)
