// Ends a session.
// mode: write
// returns: none
// parameters: id
// changes: none
MATCH (s:Session {workspace: $workspace, id: $id})
DETACH DELETE s
