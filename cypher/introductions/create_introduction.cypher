// Begins an introduction of two people by a connector.
// mode: write
// returns: none
// parameters: id, connector, a, b, properties
// changes: introduction created by id
MATCH (c:Person {workspace: $workspace, id: $connector})
MATCH (a:Person {workspace: $workspace, id: $a})
MATCH (b:Person {workspace: $workspace, id: $b})
CREATE (i:Introduction {workspace: $workspace, id: $id})
SET i += $properties
CREATE (c)-[:MADE]->(i)
CREATE (i)-[:INTRODUCES {side: 'a'}]->(a)
CREATE (i)-[:INTRODUCES {side: 'b'}]->(b)
