// Lists the connectors with an email address, across workspaces, with the time zone that they are in.
// Each workspace's are looked up in the index of connectors.
// mode: read
// returns: many
// scope: installation
MATCH (w:Workspace)
WITH w.id AS workspace, w.time_zone AS zone
UNWIND [true] AS yes
MATCH (p:Person {workspace: workspace, connector: yes})
WHERE EXISTS { MATCH (p)<-[:IDENTIFIES]-(i:Identifier) WHERE i.kind = 'email' }
RETURN workspace, p.id AS id, coalesce(p.time_zone, zone) AS time_zone
ORDER BY workspace, id
