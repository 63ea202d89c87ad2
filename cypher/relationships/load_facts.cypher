// Reads who knows who, for pairings, as columns: what a connector thinks of their contacts and these
// of the connector, which contacts know each other or can't be introduced, and which pairs the
// connector snoozed. Who is known is asked for after who knows: with figures of a large graph
// Neo4j else compares all with all.
// mode: read
// returns: optional
// parameters: connector, only
MATCH (c:Person {workspace: $workspace, id: $connector})
RETURN
  COLLECT {
    MATCH (c)-[k:KNOWS]->(p:Person)
    WHERE $only IS NULL OR p.id IN $only
    RETURN [p.id, k.trust, k.context_keys, k.context_trust, toString(k.since),
      toString(k.not_now_until)]
  } AS known,
  COLLECT {
    MATCH (c)<-[k:KNOWS]-(p:Person)
    WHERE (k.trust IS NOT NULL OR k.context_keys IS NOT NULL) AND ($only IS NULL OR p.id IN $only)
    RETURN [p.id, k.trust, k.context_keys, k.context_trust]
  } AS trusting,
  COLLECT {
    MATCH (c)-[:KNOWS]->(a:Person)-[:KNOWS|ACQUAINTED]->(b:Person)
    WHERE $only IS NULL OR (a.id IN $only AND b.id IN $only)
    WITH c, a, b
    MATCH (b)<-[:KNOWS]-(c)
    RETURN [a.id, b.id]
  } AS connected,
  COLLECT {
    MATCH (c)-[:KNOWS]->(a:Person)-[:DO_NOT_INTRODUCE]->(b:Person)
    WHERE $only IS NULL OR (a.id IN $only AND b.id IN $only)
    RETURN [a.id, b.id]
  } AS do_not_introduce,
  COLLECT {
    UNWIND [$connector] AS own
    MATCH (s:Snooze {workspace: $workspace, connector: own})
    WHERE $only IS NULL OR (s.a IN $only AND s.b IN $only)
    RETURN [s.a, s.b, s.until]
  } AS snoozed
