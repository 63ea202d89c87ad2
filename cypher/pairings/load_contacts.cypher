// Reads a connector and everybody they know, as columns: a list for each contact (dates as text,
// which travels faster), then one for each thing that a contact is related to. Traversals start at
// the connector, so that the work is in proportion to the contacts, and there are few of them.
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
      k.trust, k.context_keys, k.context_trust,
      toString(k.since), toString(k.not_now_until), toString(p.away_until)]
  } AS contacts,
  COLLECT {
    MATCH (c)-[:KNOWS]->(p:Person)-[r:PRACTICES|MEETS|WORKED_AT|STUDIED_AT|MEMBER_OF|SERVES]->(x)
    RETURN [p.id, type(r), x.id, x.name, CASE type(r)
      WHEN 'PRACTICES' THEN r.position
      WHEN 'MEETS' THEN r.per_quarter
      WHEN 'WORKED_AT' THEN r.to IS NULL
      WHEN 'MEMBER_OF' THEN x.meets_regularly
      WHEN 'SERVES' THEN r.weight
      END, r.source]
  } AS related,
  COLLECT {
    MATCH (c)<-[k:KNOWS]-(p:Person)
    WHERE k.trust IS NOT NULL OR k.context_keys IS NOT NULL
    RETURN [p.id, k.trust, k.context_keys, k.context_trust]
  } AS trusting
