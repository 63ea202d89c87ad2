// Takes a gathering of a connector out of the log.
// mode: write
// returns: one
// parameters: connector, id
// changes: gathering deleted by id if deleted
MATCH (p:Person {workspace: $workspace, id: $connector})-[:WENT_TO]->(g:Gathering)
WHERE g.id = $id
DETACH DELETE g
RETURN count(*) AS deleted
