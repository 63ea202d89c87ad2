// Ends a session.
// mode: write
// returns: none
// parameters: id
MATCH (s:Session {workspace: $workspace, id: $id})
DETACH DELETE s
