// Deletes expired sign-in links and sessions.
// mode: write
// returns: none
// parameters: now
// changes: none
MATCH (n:SignInLink|Session {workspace: $workspace})
WHERE n.expires_at < $now
DETACH DELETE n
