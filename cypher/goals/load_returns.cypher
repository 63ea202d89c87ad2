// Reads what came back to a connector: who they know since when, what was referred to them, and
// how their introductions ended.
// mode: read
// returns: optional
// parameters: connector
MATCH (c:Person {workspace: $workspace, id: $connector})
RETURN
  COLLECT {
    MATCH (c)-[k:KNOWS]->(p:Person)
    WHERE k.since IS NOT NULL
    RETURN [p.id, k.since]
  } AS known,
  COLLECT {
    MATCH (p:Person)-[:GAVE]->(r:Referral)-[:TO]->(c)
    WHERE r.actual_amount IS NOT NULL
    RETURN [p.id, r.on, r.actual_amount]
  } AS referred,
  COLLECT {
    MATCH (c)-[:MADE]->(i:Introduction)-[:INTRODUCES]->(p:Person)
    WHERE i.outcome IN ['relationship', 'referral']
    RETURN [i.id, i.outcome, p.name]
  } AS paid
