// Lists a person's goal and the hours that they logged.
// mode: read
// returns: many
// parameters: id
MATCH (:Person {workspace: $workspace, id: $id})-[:AIMS_FOR]->(goal:Goal)
RETURN 'Goal' AS kind, null AS other, properties(goal) AS properties
UNION ALL
MATCH (:Person {workspace: $workspace, id: $id})-[:WENT_TO]->(g:Gathering)
RETURN 'Gathering' AS kind, null AS other, properties(g) AS properties
