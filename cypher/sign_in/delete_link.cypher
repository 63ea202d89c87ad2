// Deletes a sign-in link, so that it doesn't work a second time.
// mode: write
// returns: one
// parameters: id
// changes: none
MATCH (l:SignInLink {workspace: $workspace, id: $id})
DETACH DELETE l
RETURN count(*) AS deleted
