// Finds whose activity it is.
// mode: read
// returns: optional
// parameters: id
MATCH (p:Person {workspace: $workspace})-[:WENT_TO]->(g:Gathering {workspace: $workspace, id: $id})
RETURN p.id AS connector
