// Finds a group.
// mode: read
// returns: optional
// parameters: id
MATCH (g:Group {workspace: $workspace, id: $id})
RETURN g.id AS id, g.name AS name, g.meets_regularly AS meets_regularly
