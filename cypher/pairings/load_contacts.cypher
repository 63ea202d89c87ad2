// Reads a connector and everybody they know, as columns: a list for each contact, then one for
// each relationship that contacts have. Traversals start at the connector, so that the work is in
// proportion to the contacts.
// mode: read
// returns: optional
// parameters: connector
MATCH (c:Person {workspace: $workspace, id: $connector})
RETURN
  [(c)-[r:PRACTICES]->(f:Profession) | [r.position, f.id]] AS professions,
  [(c)-[:MEMBER_OF]->(g:Group) | g.id] AS groups,
  COLLECT {
    MATCH (c)-[k:KNOWS]->(p:Person)
    RETURN [p.id, p.name, p.role, p.regions, p.segments, p.town, p.opted_out,
      k.trust, k.context_keys, k.context_trust]
  } AS contacts,
  COLLECT {
    MATCH (c)-[k:KNOWS]->(p:Person)
    WHERE k.since IS NOT NULL OR k.not_now_until IS NOT NULL OR p.away_until IS NOT NULL
    RETURN [p.id, k.since, k.not_now_until, p.away_until]
  } AS dates,
  COLLECT {
    MATCH (c)-[:KNOWS]->(p:Person)-[r:PRACTICES]->(f:Profession)
    RETURN [p.id, r.position, f.id]
  } AS practices,
  COLLECT {
    MATCH (c)-[:KNOWS]->(p:Person)-[r:MEETS]->(t:TriggerEvent)
    RETURN [p.id, t.id, r.per_quarter, r.source]
  } AS own_meets,
  COLLECT {
    MATCH (c)-[:KNOWS]->(p:Person)-[r:WORKED_AT]->(o:Organisation)
    RETURN [p.id, o.id, o.name, r.to IS NULL]
  } AS work,
  COLLECT {
    MATCH (c)-[:KNOWS]->(p:Person)-[:STUDIED_AT]->(o:Organisation)
    RETURN [p.id, o.id, o.name]
  } AS schools,
  COLLECT {
    MATCH (c)-[:KNOWS]->(p:Person)-[:MEMBER_OF]->(g:Group)
    RETURN [p.id, g.id, g.name, g.meets_regularly]
  } AS memberships,
  COLLECT {
    MATCH (c)-[:KNOWS]->(p:Person)-[r:SERVES]->(q:ProspectPool)
    RETURN [p.id, q.id, q.name, r.weight]
  } AS pools,
  COLLECT {
    MATCH (c)<-[k:KNOWS]-(p:Person)
    WHERE k.trust IS NOT NULL OR k.context_keys IS NOT NULL
    RETURN [p.id, k.trust, k.context_keys, k.context_trust]
  } AS trusting
