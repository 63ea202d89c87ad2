// Counts the people with their own figure for a trigger event, and what belongs to it.
// mode: read
// returns: optional
// parameters: id
MATCH (t:TriggerEvent {workspace: $workspace, id: $id})
RETURN COUNT { (:Person)-[:MEETS]->(t) } AS people,
  COUNT { (:Occurrence)-[:OF]->(t) } + COUNT { (:ProspectPool)-[:ARISES_FROM]->(t) } AS others
