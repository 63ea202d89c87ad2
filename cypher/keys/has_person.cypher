// Says whether a person is there, and whether they are a connector.
// mode: read
// returns: optional
// parameters: id
MATCH (p:Person {workspace: $workspace, id: $id})
RETURN coalesce(p.connector, false) AS connector
