// Finds a trigger event with its figures.
// mode: read
// returns: optional
// parameters: id
MATCH (t:TriggerEvent {workspace: $workspace, id: $id})
RETURN t.id AS key, t.name AS name, t.sphere AS sphere, t.occasion AS occasion,
  t.theme AS theme, t.day_zero AS day_zero, t.when_clients AS when_clients, t.clients AS clients,
  t.client AS client,
  [(t)<-[m:MEETS]-(f:Profession) | [m.position, f.id, m.per_quarter, m.day, m.source]] AS meets,
  [(t)-[n:NEEDS]->(f:Profession) |
    [n.position, f.id, n.likelihood, n.open, n.from_day, n.to_day, n.rationale, n.source,
      n.denominator, n.quote]] AS needs,
  t.version AS version
