// Reads what contacts did since a time (introductions) and a day (the rest), what was said in private
// after the connector's introductions, what contacts look for, and the open occurrences that they
// handle and that the connector may see.
// mode: read
// returns: optional
// parameters: connector, since, since_day
MATCH (c:Person {workspace: $workspace, id: $connector})
RETURN
  COLLECT {
    MATCH (c)-[:KNOWS]->(p:Person)-[:MADE|GAVE|ATTENDED]->(x)
    WHERE x.introduced_at >= $since OR x.on >= $since_day
    WITH p.id AS person, count(x) AS times
    RETURN [person, times]
  } AS did,
  COLLECT {
    MATCH (c)-[:KNOWS]->(p:Person)<-[:INTRODUCES]-(i:Introduction)
    WHERE i.introduced_at >= $since
    WITH p.id AS person, count(i) AS times
    RETURN [person, times]
  } AS introduced,
  COLLECT {
    MATCH (c)-[:MADE]->(i:Introduction)-[r:INTRODUCES]->(p:Person)
    WHERE r.meet_again IS NOT NULL OR r.followed_up IS NOT NULL
    MATCH (i)-[o:INTRODUCES]->(q:Person)
    WHERE o.side <> r.side
    RETURN [p.id, q.id, r.meet_again, r.followed_up]
  } AS said,
  COLLECT {
    MATCH (c)-[:KNOWS]->(p:Person)-[:ASKS]->(q:Ask {status: 'open'})
    OPTIONAL MATCH (q)-[:FOR]->(x)
    RETURN [q.id, p.id, q.text, labels(x)[0], x.id]
  } AS asks,
  COLLECT {
    MATCH (c)-[:KNOWS]->(p:Person)-[:HANDLES]->(o:Occurrence {status: 'open'})-[:OF]->(t:TriggerEvent)
    WHERE EXISTS { (c)-[:REPORTED|HANDLES]->(o) }
      OR EXISTS { (o)-[:SHARED_WITH]->(c) }
      OR EXISTS { (o)-[:SHARED_WITH]->(:Group)<-[:MEMBER_OF]-(c) }
    RETURN [o.id, p.id, t.id, o.on]
  } AS live
