// Counts the people who say that they meet a trigger event, and what arises from it.
// mode: read
// returns: optional
// parameters: id
MATCH (t:TriggerEvent {workspace: $workspace, id: $id})
RETURN COUNT { (:Person)-[:MEETS]->(t) } AS people,
  COUNT { (:Occurrence)-[:OF]->(t) } + COUNT { (:ProspectPool)-[:ARISES_FROM]->(t) } AS others
