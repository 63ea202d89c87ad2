// Finds a connector, whose things may be looked at for a reason.
// mode: read
// returns: optional
// parameters: id
MATCH (p:Person {workspace: $workspace, id: $id})
WHERE p.connector
RETURN p.name AS name
