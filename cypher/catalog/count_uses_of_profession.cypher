// Counts who practices a profession, and what mentions it: trigger events, requests, professions.
// mode: read
// returns: optional
// parameters: id
MATCH (f:Profession {workspace: $workspace, id: $id})
RETURN COUNT { (:Person)-[:PRACTICES]->(f) } AS people,
  COUNT { (f)-[:MEETS]->(:TriggerEvent) } + COUNT { (:TriggerEvent)-[:NEEDS]->(f) } AS figures,
  COUNT { (:Ask)-[:FOR]->(f) } AS asks,
  COUNT {
    MATCH (o:Profession {workspace: $workspace})
    WHERE $id IN o.competes_with OR $id IN o.no_flow_to
  } AS professions
