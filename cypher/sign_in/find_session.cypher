// Finds a session by its id, with whose it is; before that no one knows which workspace is asked for.
// mode: read
// returns: optional
// parameters: id
// scope: installation
MATCH (s:Session {id: $id})-[:SIGNS_IN]->(p:Person {connector: true})
MATCH (w:Workspace {id: s.workspace})
RETURN s.id AS id, s.workspace AS workspace, s.hash AS hash, s.scope AS scope,
  s.expires_at AS expires_at, p.id AS connector, p.name AS name, w.time_zone AS time_zone
