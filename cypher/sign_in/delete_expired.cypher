// Deletes sign-in links and sessions.
// mode: write
// returns: none
// parameters: ids
// changes: none
UNWIND $ids AS id
CALL {
  WITH id
  OPTIONAL MATCH (l:SignInLink {workspace: $workspace, id: id})
  DETACH DELETE l
}
CALL {
  WITH id
  OPTIONAL MATCH (s:Session {workspace: $workspace, id: id})
  DETACH DELETE s
}
