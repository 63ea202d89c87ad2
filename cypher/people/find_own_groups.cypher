// Says which groups a connector is a member of.
// mode: read
// returns: one
// parameters: connector
MATCH (:Person {workspace: $workspace, id: $connector})-[:MEMBER_OF]->(g:Group)
RETURN collect(g.id) AS ids
