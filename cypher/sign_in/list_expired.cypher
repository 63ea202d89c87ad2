// Lists sign-in links and sessions that have expired, across workspaces.
// mode: read
// returns: many
// parameters: now, most
// scope: installation
CALL {
  MATCH (n:SignInLink)
  WHERE n.expires_at < $now
  RETURN n.workspace AS workspace, n.id AS id
  LIMIT $most
  UNION ALL
  MATCH (n:Session)
  WHERE n.expires_at < $now
  RETURN n.workspace AS workspace, n.id AS id
  LIMIT $most
}
RETURN workspace, id
ORDER BY workspace, id
