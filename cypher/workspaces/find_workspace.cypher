// Finds the workspace itself.
// mode: read
// returns: optional
MATCH (w:Workspace {id: $workspace})
RETURN w.id AS id, w.name AS name, w.country AS country, w.currency AS currency,
  w.time_zone AS time_zone, w.seq AS seq, w.created_at AS created_at
