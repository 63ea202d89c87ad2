// Reads what introductions tell, for pairings, as columns: which of a connector's contacts were
// introduced or said no lately, what they answered the connector and what was said in private after
// the connector's introductions, how many each made within a
// time, and which introductions of the connector are open.
// mode: read
// returns: optional
// parameters: connector, only, since, before, open
MATCH (c:Person {workspace: $workspace, id: $connector})
RETURN
  COLLECT {
    MATCH (c)-[:KNOWS]->(p:Person)<-[:INTRODUCES]-(i:Introduction)
    WHERE ($only IS NULL OR p.id IN $only)
      AND (i.introduced_at IS NOT NULL OR i.declined_at IS NOT NULL)
    RETURN [i.id, p.id, i.introduced_at, i.declined_at]
  } AS cooling,
  COLLECT {
    MATCH (c)-[:MADE]->(:Introduction)-[r:INTRODUCES]->(p:Person)
    WHERE r.asked_at IS NOT NULL AND ($only IS NULL OR p.id IN $only)
    RETURN [p.id, r.answer]
  } AS asked,
  COLLECT {
    MATCH (c)-[:MADE]->(i:Introduction)-[r:INTRODUCES]->(p:Person)
    WHERE r.meet_again IS NOT NULL OR r.followed_up IS NOT NULL
    MATCH (i)-[o:INTRODUCES]->(q:Person)
    WHERE o.side <> r.side AND ($only IS NULL OR p.id IN $only OR q.id IN $only)
    RETURN [p.id, q.id, r.meet_again, r.followed_up]
  } AS said,
  COLLECT {
    MATCH (c)-[:KNOWS]->(p:Person)-[:MADE]->(i:Introduction)
    WHERE ($only IS NULL OR p.id IN $only)
      AND i.introduced_at >= $since AND ($before IS NULL OR i.introduced_at < $before)
    WITH p.id AS person, count(i) AS times
    RETURN [person, times]
  } AS made,
  COLLECT {
    MATCH (c)-[:MADE]->(i:Introduction)-[:INTRODUCES]->(p:Person)
    WHERE i.state IN $open AND ($only IS NULL OR p.id IN $only)
    RETURN [i.id, p.id]
  } AS under_way
