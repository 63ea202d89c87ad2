// Lists the history of introductions, the oldest first.
// mode: read
// returns: many
// parameters: introductions
UNWIND $introductions AS introduction
MATCH (i:Introduction {workspace: $workspace, id: introduction})-[:HAS]->(e:IntroductionEvent)
RETURN i.id AS introduction, e.at AS at, e.by AS by, e.action AS action, e.from AS from_, e.to AS to,
  e.note AS note, e.number AS number
ORDER BY introduction, number
