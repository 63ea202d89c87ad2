// Lists the workspace's connectors.
// mode: read
// returns: many
UNWIND [true] AS yes
MATCH (p:Person {workspace: $workspace, connector: yes})
RETURN p.id AS id
ORDER BY id
