// Deletes a person's goal and the hours that they logged.
// mode: write
// returns: many
// parameters: id
// changes: goal deleted by returned.id if goal
// changes: gathering deleted by returned.id if gathering
MATCH (:Person {workspace: $workspace, id: $id})-[r:AIMS_FOR|WENT_TO]->(n:Goal|Gathering)
WITH n, n.id AS gone, type(r) AS why
DETACH DELETE n
RETURN gone AS id, why = 'AIMS_FOR' AS goal, why = 'WENT_TO' AS gathering
