// Finds a calendar feed by its id; before that no one knows which workspace is asked for.
// mode: read
// returns: optional
// parameters: id
// scope: installation
MATCH (f:CalendarFeed {id: $id})-[:SHOWS_DUES_OF]->(p:Person)
MATCH (w:Workspace {id: f.workspace})
RETURN f.workspace AS workspace, f.hash AS hash, p.id AS connector, p.time_zone AS own_zone,
  w.time_zone AS workspace_zone
