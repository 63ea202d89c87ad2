// Keeps a connector's goal; another one replaces it.
// mode: write
// returns: optional
// parameters: connector, per, introductions
// changes: goal saved by connector if found
MATCH (p:Person {workspace: $workspace, id: $connector})
MERGE (g:Goal {workspace: $workspace, id: $connector})
SET g.per = $per, g.introductions = $introductions
MERGE (p)-[:AIMS_FOR]->(g)
RETURN true AS found
