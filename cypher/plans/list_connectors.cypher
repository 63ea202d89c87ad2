// Lists the workspace's connectors.
// mode: read
// returns: many
MATCH (p:Person {workspace: $workspace, connector: true})
RETURN p.id AS id
ORDER BY id
