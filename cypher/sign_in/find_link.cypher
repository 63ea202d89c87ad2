// Finds a sign-in link by its id; before that no one knows which workspace is asked for.
// mode: read
// returns: optional
// parameters: id
// scope: installation
MATCH (l:SignInLink {id: $id})-[:SIGNS_IN]->(p:Person {connector: true})
RETURN l.id AS id, l.workspace AS workspace, l.hash AS hash, l.scope AS scope,
  l.expires_at AS expires_at, p.id AS connector, p.name AS name
