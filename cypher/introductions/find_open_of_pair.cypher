// Finds the open introductions of two people by anyone in the workspace.
// mode: read
// returns: many
// parameters: a, b, states
MATCH (a:Person {workspace: $workspace, id: $a})<-[:INTRODUCES]-(i:Introduction)-[:INTRODUCES]->(b:Person)
WHERE b.id = $b AND i.state IN $states
MATCH (i)<-[:MADE]-(c:Person)
RETURN i.id AS id, c.id AS connector
ORDER BY id
