// Lists sign-in links and sessions that have expired, across workspaces.
// mode: read
// returns: many
// parameters: now, most
// scope: installation
MATCH (n:SignInLink|Session)
WHERE n.expires_at < $now
RETURN n.workspace AS workspace, n.id AS id
ORDER BY workspace, id
LIMIT $most
