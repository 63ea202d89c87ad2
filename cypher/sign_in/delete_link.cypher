// Takes a sign-in link away, so that it opens nothing a second time.
// mode: write
// returns: one
// parameters: id
// changes: none
MATCH (l:SignInLink {workspace: $workspace, id: $id})
DETACH DELETE l
RETURN count(*) AS deleted
