// Reads people with all their facets, by id.
// mode: read
// returns: many
// parameters: ids
UNWIND $ids AS id
MATCH (p:Person {workspace: $workspace, id: id})
RETURN p.id AS id, properties(p) AS properties,
  [(p)<-[:IDENTIFIES]-(i:Identifier) | [i.kind, i.value]] AS identifiers,
  [(p)-[r:PRACTICES]->(f:Profession) | [r.position, f.id]] AS professions,
  [(p)-[:MEMBER_OF]->(g:Group) | [g.id, g.name]] AS groups,
  [(p)-[r:WORKED_AT]->(o:Organisation) | [o.id, r.title, r.from, r.to, r.main, o.name]]
    AS work,
  [(p)-[r:STUDIED_AT]->(o:Organisation) | [o.id, r.from, r.to, o.name]] AS education,
  [(p)-[r:MEETS]->(t:TriggerEvent) | [t.id, r.per_quarter]] AS meets
