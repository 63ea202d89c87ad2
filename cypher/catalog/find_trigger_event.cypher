// Finds a trigger event with its figures.
// mode: read
// returns: optional
// parameters: id
MATCH (t:TriggerEvent {workspace: $workspace, id: $id})
RETURN t.id AS key, t.name AS name, t.sphere AS sphere, t.theme AS theme, t.day_zero AS day_zero,
  [(t)<-[m:MEETS]-(f:Profession) | [m.position, f.id, m.per_quarter, m.source]] AS meets,
  [(t)-[n:NEEDS]->(f:Profession) |
    [n.position, f.id, n.likelihood, n.from_day, n.to_day, n.rationale, n.source]] AS needs,
  t.version AS version
