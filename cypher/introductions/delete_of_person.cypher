// Deletes the introductions of a person, those they made and those of them, with history and links.
// mode: write
// returns: many
// parameters: id
// changes: introduction deleted by returned.id
MATCH (p:Person {workspace: $workspace, id: $id})-[:MADE|INTRODUCES]-(i:Introduction)
OPTIONAL MATCH (h:Change {workspace: $workspace, subject: i.id, kind: 'introduction'})
OPTIONAL MATCH (l:AnswerLink)-[:ANSWERS]->(i)
WITH i, i.id AS gone, collect(DISTINCT h) AS history, collect(DISTINCT l) AS links
FOREACH (n IN history | DETACH DELETE n)
FOREACH (n IN links | DETACH DELETE n)
DETACH DELETE i
RETURN gone AS id
