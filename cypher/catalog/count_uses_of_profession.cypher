// Counts who practices a profession, which trigger events mention it and who asks for it.
// mode: read
// returns: optional
// parameters: id
MATCH (f:Profession {workspace: $workspace, id: $id})
RETURN COUNT { (:Person)-[:PRACTICES]->(f) } AS people,
  COUNT { (f)-[:MEETS]->(:TriggerEvent) } + COUNT { (:TriggerEvent)-[:NEEDS]->(f) } AS figures,
  COUNT { (:Ask)-[:FOR]->(f) } AS asks
