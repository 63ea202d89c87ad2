// Says which of these people a connector knows.
// mode: read
// returns: one
// parameters: connector, ids
UNWIND $ids AS id
MATCH (c:Person {workspace: $workspace, id: $connector})-[:KNOWS]->(p:Person {workspace: $workspace, id: id})
RETURN collect(p.id) AS ids
