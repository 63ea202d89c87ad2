// Deletes the introductions of a person, those they made and those of them, with history and links.
// mode: write
// returns: none
// parameters: id
MATCH (p:Person {workspace: $workspace, id: $id})-[:MADE|INTRODUCES]-(i:Introduction)
OPTIONAL MATCH (i)-[:HAS]->(e:IntroductionEvent)
OPTIONAL MATCH (l:AnswerLink)-[:ANSWERS]->(i)
WITH DISTINCT collect(DISTINCT i) AS introductions, collect(DISTINCT e) AS events,
  collect(DISTINCT l) AS links
FOREACH (n IN events | DETACH DELETE n)
FOREACH (n IN links | DETACH DELETE n)
FOREACH (n IN introductions | DETACH DELETE n)
