// Keeps a sign-in link for a person; nothing comes back where there is no such person.
// mode: write
// returns: optional
// parameters: id, hash, scope, connector, expires_at
// changes: none
MATCH (p:Person {workspace: $workspace, id: $connector})
CREATE (l:SignInLink {workspace: $workspace, id: $id, hash: $hash, scope: $scope,
  expires_at: $expires_at})
CREATE (l)-[:SIGNS_IN]->(p)
RETURN true AS found
