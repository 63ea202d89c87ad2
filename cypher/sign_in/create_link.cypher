// Keeps a sign-in link for a connector; nothing comes back for anyone else.
// mode: write
// returns: optional
// parameters: id, hash, scope, connector, expires_at
// changes: none
MATCH (p:Person {workspace: $workspace, id: $connector, connector: true})
CREATE (l:SignInLink {workspace: $workspace, id: $id, hash: $hash, scope: $scope,
  expires_at: $expires_at})
CREATE (l)-[:SIGNS_IN]->(p)
RETURN true AS found
