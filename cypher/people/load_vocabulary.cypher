// Reads what the workspace knows: professions, trigger events, groups, regions and segments.
// mode: read
// returns: one
// parameters:
MATCH (w:Workspace {id: $workspace})
RETURN w.country AS country,
  COLLECT { MATCH (f:Profession {workspace: $workspace}) RETURN f.id } AS professions,
  COLLECT { MATCH (t:TriggerEvent {workspace: $workspace}) RETURN t.id } AS trigger_events,
  COLLECT { MATCH (g:Group {workspace: $workspace}) RETURN [g.id, g.name_key] } AS groups,
  coalesce(w.regions, []) AS regions, coalesce(w.segments, []) AS segments
