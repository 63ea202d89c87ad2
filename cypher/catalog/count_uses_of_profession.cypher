// Counts who practises a profession and which trigger events mention it.
// mode: read
// returns: optional
// parameters: id
MATCH (f:Profession {workspace: $workspace, id: $id})
RETURN COUNT { (:Person)-[:PRACTICES]->(f) } AS people,
  COUNT { (f)-[:MEETS]->(:TriggerEvent) } + COUNT { (:TriggerEvent)-[:NEEDS]->(f) } AS others
