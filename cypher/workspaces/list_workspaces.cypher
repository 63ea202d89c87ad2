// Lists all workspaces of the installation, for anyone who operates it.
// mode: read
// returns: many
// scope: installation
MATCH (w:Workspace)
RETURN w.id AS id, w.name AS name, w.country AS country, w.currency AS currency,
  w.time_zone AS time_zone, w.seq AS seq, w.created_at AS created_at
ORDER BY id
