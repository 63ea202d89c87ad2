// Reads people with all their facets, by id, and what a connector's relationship to each holds; null
// for no connector.
// mode: read
// returns: many
// parameters: ids, viewer
UNWIND $ids AS id
MATCH (p:Person {workspace: $workspace, id: id})
RETURN p.id AS id, properties(p) AS properties,
  [(p)<-[r:IDENTIFIES]-(i:Identifier) | [i.kind, i.value, r.private]] AS identifiers,
  [(p)-[r:PRACTICES]->(f:Profession) | [r.position, f.id, r.how]] AS professions,
  [(p)-[:MEMBER_OF]->(g:Group) | [g.id, g.name]] AS groups,
  [(p)-[r:WORKED_AT]->(o:Organisation) | [o.id, r.title, r.from, r.to, r.main, o.name]]
    AS work,
  [(p)-[r:STUDIED_AT]->(o:Organisation) | [o.id, r.from, r.to, o.name]] AS education,
  [(p)-[r:MEETS]->(t:TriggerEvent) | [t.id, r.per_quarter]] AS meets,
  [(p)<-[k:KNOWS]-(c:Person) WHERE c.id = $viewer
    | [k.details, k.notes, k.own_word, k.version, k.offered, k.offered_for, k.offered_by,
      k.asserted]] AS held
