// Lists the introductions that a person made, with their history, and what they themselves answered
// to others. The state of others' introductions is not listed: it would tell about a no.
// mode: read
// returns: many
// parameters: id
MATCH (:Person {workspace: $workspace, id: $id})-[:MADE]->(i:Introduction)
RETURN 'Introduction' AS kind, null AS other, properties(i) AS properties
UNION ALL
MATCH (:Person {workspace: $workspace, id: $id})-[:MADE]->(i:Introduction)
MATCH (c:Change {workspace: $workspace, subject: i.id})
WHERE c.kind = 'introduction'
RETURN 'Change' AS kind, null AS other, properties(c) AS properties
UNION ALL
MATCH (:Person {workspace: $workspace, id: $id})<-[r:INTRODUCES]-(i:Introduction)
WHERE r.asked_at IS NOT NULL
RETURN 'INTRODUCES' AS kind, i.id AS other, properties(r) AS properties
