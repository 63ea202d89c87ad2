// Reads what a connector's contacts look for and where clients need someone, for pairings, as columns:
// the prospect pools that they serve, their open asks, and the open occurrences that they handle and
// that the connector may see.
// mode: read
// returns: optional
// parameters: connector, only
MATCH (c:Person {workspace: $workspace, id: $connector})
RETURN
  COLLECT {
    MATCH (c)-[:KNOWS]->(p:Person)-[r:SERVES]->(x:ProspectPool)
    WHERE $only IS NULL OR p.id IN $only
    RETURN [p.id, x.id, x.name, r.weight]
  } AS pools,
  COLLECT {
    MATCH (c)-[:KNOWS]->(p:Person)-[:ASKS]->(q:Ask {status: 'open'})
    WHERE $only IS NULL OR p.id IN $only
    OPTIONAL MATCH (q)-[:FOR]->(x)
    RETURN [q.id, p.id, q.text, labels(x)[0], x.id]
  } AS asks,
  COLLECT {
    MATCH (c)-[:KNOWS]->(p:Person)-[:HANDLES]->(o:Occurrence {status: 'open'})-[:OF]->(t:TriggerEvent)
    WHERE ($only IS NULL OR p.id IN $only)
      AND (EXISTS { (c)-[:REPORTED|HANDLES]->(o) }
        OR EXISTS { (o)-[:SHARED_WITH]->(c) }
        OR EXISTS { (o)-[:SHARED_WITH]->(:Group)<-[:MEMBER_OF]-(c) })
    RETURN [o.id, p.id, t.id, o.on]
  } AS live
