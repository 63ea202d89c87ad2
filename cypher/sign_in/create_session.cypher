// Begins a session of a person.
// mode: write
// returns: none
// parameters: id, hash, scope, connector, created_at, expires_at
// changes: none
MATCH (p:Person {workspace: $workspace, id: $connector})
CREATE (s:Session {workspace: $workspace, id: $id, hash: $hash, scope: $scope,
  created_at: $created_at, expires_at: $expires_at})
CREATE (s)-[:SIGNS_IN]->(p)
