// Reads what a connector's contacts look for and where clients need someone, for pairings, as columns:
// the prospect pools that they serve, their open asks, and the open occurrences that they handle and
// that the connector may see. The contacts are gone through once: few have any of these.
// mode: read
// returns: optional
// parameters: connector, only
MATCH (c:Person {workspace: $workspace, id: $connector})
WITH c, COLLECT {
    MATCH (c)-[:KNOWS]->(p:Person)-[r:SERVES|ASKS|HANDLES]->()
    WHERE $only IS NULL OR p.id IN $only
    RETURN DISTINCT p
  } AS people
RETURN
  COLLECT {
    UNWIND people AS p
    MATCH (p)-[r:SERVES]->(x:ProspectPool)
    RETURN [p.id, x.id, x.name, r.weight]
  } AS pools,
  COLLECT {
    UNWIND people AS p
    MATCH (p)-[:ASKS]->(q:Ask {status: 'open'})
    OPTIONAL MATCH (q)-[:FOR]->(x)
    RETURN [q.id, p.id, q.text, labels(x)[0], x.id]
  } AS asks,
  COLLECT {
    UNWIND people AS p
    MATCH (p)-[:HANDLES]->(o:Occurrence {status: 'open'})-[:OF]->(t:TriggerEvent)
    WHERE EXISTS { (c)-[:REPORTED|HANDLES]->(o) }
      OR EXISTS { (o)-[:SHARED_WITH]->(c) }
      OR EXISTS { (o)-[:SHARED_WITH]->(:Group)<-[:MEMBER_OF]-(c) }
    RETURN [o.id, p.id, t.id, o.on]
  } AS live
