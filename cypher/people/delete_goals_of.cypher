// Deletes a person's goal and the hours that they logged.
// mode: write
// returns: many
// parameters: id
// changes: goal deleted by returned.id if goal
// changes: gathering deleted by returned.id if gathering
MATCH (p:Person {workspace: $workspace, id: $id})-[r:AIMS_FOR|WENT_TO]->(x)
WITH x, x.id AS gone, type(r) AS why
DETACH DELETE x
RETURN gone AS id, why = 'AIMS_FOR' AS goal, why = 'WENT_TO' AS gathering
