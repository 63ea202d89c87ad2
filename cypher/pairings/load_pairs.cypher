// Reads what is known of pairs of a connector's contacts: who knows whom, whom not to introduce,
// which introductions were made or declined, which pairs the connector put aside. Who is known is
// asked for after who knows: with figures of a large graph Neo4j else compares all with all.
// mode: read
// returns: optional
// parameters: connector
MATCH (c:Person {workspace: $workspace, id: $connector})
RETURN
  COLLECT {
    MATCH (c)-[:KNOWS]->(a:Person)-[:KNOWS|ACQUAINTED]->(b:Person)
    WITH c, a, b
    MATCH (b)<-[:KNOWS]-(c)
    RETURN [a.id, b.id]
  } AS connected,
  COLLECT {
    MATCH (c)-[:KNOWS]->(a:Person)-[:DO_NOT_INTRODUCE]->(b:Person)
    RETURN [a.id, b.id]
  } AS do_not_introduce,
  COLLECT {
    MATCH (c)-[:KNOWS]->(p:Person)<-[:INTRODUCES]-(i:Introduction)
    WHERE i.introduced_at IS NOT NULL OR i.declined_at IS NOT NULL
    RETURN [i.id, p.id, i.introduced_at, i.declined_at]
  } AS cooling,
  COLLECT {
    MATCH (c)-[:MADE]->(:Introduction)-[r:INTRODUCES]->(p:Person)
    WHERE r.asked_at IS NOT NULL
    RETURN [p.id, r.answer]
  } AS asked,
  COLLECT {
    MATCH (s:Snooze {workspace: $workspace, connector: $connector})
    RETURN [s.a, s.b, s.until]
  } AS snoozed
