// Finds a session of a workspace by its id.
// mode: read
// returns: optional
// parameters: id
MATCH (s:Session {workspace: $workspace, id: $id})-[:SIGNS_IN]->(p:Person)
RETURN s.id AS id, p.id AS connector, p.name AS name, s.scope AS scope,
  s.created_at AS created_at, s.last_used_at AS last_used_at, s.expires_at AS expires_at
