// Notes of which group a gathering was.
// mode: write
// returns: none
// parameters: id, group
// changes: gathering updated by id
MATCH (g:Gathering {workspace: $workspace, id: $id})
MATCH (q:Group {workspace: $workspace, id: $group})
CREATE (g)-[:OF_GROUP]->(q)
