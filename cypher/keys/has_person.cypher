// Says whether a person is there.
// mode: read
// returns: optional
// parameters: id
MATCH (p:Person {workspace: $workspace, id: $id})
RETURN true AS found
