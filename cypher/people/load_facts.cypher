// Reads what people are, for pairings, as columns: a connector's name, time zone, professions and
// groups, a list for each contact (dates as text, which travels faster), and one for each thing that
// a contact is related to. Traversals start at the connector: the work is in proportion to the
// contacts.
// mode: read
// returns: optional
// parameters: connector, only
MATCH (c:Person {workspace: $workspace, id: $connector})
WITH c, CASE WHEN $only IS NULL THEN [(c)-[:KNOWS]->(p:Person) | p] ELSE COLLECT {
    UNWIND $only AS id
    MATCH (p:Person {workspace: $workspace, id: id})
    MATCH (p)<-[:KNOWS]-(c)
    RETURN p
  } END AS people
RETURN c.name AS name, c.time_zone AS time_zone, c.default_region AS default_region,
  [(c)-[r:PRACTICES]->(f:Profession) | [r.position, f.id]] AS professions,
  [(c)-[:MEMBER_OF]->(g:Group) | g.id] AS groups,
  [p IN people | [p.id, p.name, p.role, p.regions, p.segments, p.town, p.opted_out,
    toString(p.away_until)]] AS contacts,
  COLLECT {
    UNWIND people AS p
    MATCH (p)-[r:PRACTICES|MEETS|WORKED_AT|STUDIED_AT|MEMBER_OF]->(x)
    RETURN [p.id, type(r), x.id, x.name, CASE type(r)
      WHEN 'PRACTICES' THEN r.position
      WHEN 'MEETS' THEN r.per_quarter
      WHEN 'WORKED_AT' THEN CASE WHEN r.from IS NULL THEN r.to IS NULL
        ELSE [toString(r.from), toString(r.to)] END
      WHEN 'STUDIED_AT' THEN CASE WHEN r.from IS NULL THEN null
        ELSE [toString(r.from), toString(r.to)] END
      WHEN 'MEMBER_OF' THEN x.meets_regularly
      END, r.source]
  } AS related
