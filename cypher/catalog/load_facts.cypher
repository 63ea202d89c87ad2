// Reads the workspace's catalog as columns.
// mode: read
// returns: one
// parameters:
MATCH (w:Workspace {id: $workspace})
RETURN w.catalog_seq AS catalog_seq,
  COLLECT {
    MATCH (f:Profession {workspace: $workspace})
    RETURN [f.id, f.name, f.sphere, f.segments, f.competes_with, f.no_flow_to]
  } AS professions,
  COLLECT {
    MATCH (t:TriggerEvent {workspace: $workspace})
    RETURN [t.id, t.name, t.occasion, t.when_clients]
  } AS trigger_events,
  COLLECT {
    MATCH (f:Profession {workspace: $workspace})-[m:MEETS]->(t:TriggerEvent)
    RETURN [f.id, t.id, m.per_quarter, m.day, m.source]
  } AS meets,
  COLLECT {
    MATCH (t:TriggerEvent {workspace: $workspace})-[n:NEEDS]->(f:Profession)
    RETURN [t.id, f.id, n.likelihood, n.open, n.from_day, n.to_day, n.rationale, n.source]
  } AS needs
