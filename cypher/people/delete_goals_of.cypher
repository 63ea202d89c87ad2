// Deletes a person's goal and the hours that they logged.
// mode: write
// returns: none
// parameters: id
MATCH (p:Person {workspace: $workspace, id: $id})-[:AIMS_FOR|WENT_TO]->(x)
DETACH DELETE x
