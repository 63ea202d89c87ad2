// Reads a connector's goal, time zone and what came of their introductions.
// mode: read
// returns: optional
// parameters: connector
MATCH (p:Person {workspace: $workspace, id: $connector})
MATCH (w:Workspace {id: $workspace})
OPTIONAL MATCH (p)-[:AIMS_FOR]->(g:Goal)
RETURN g.per AS per, g.introductions AS introductions, p.time_zone AS own_zone,
  w.time_zone AS workspace_zone, w.currency AS currency,
  COLLECT {
    MATCH (p)-[:MADE]->(i:Introduction)
    RETURN [i.asked_at, i.introduced_at, i.declined_at]
  } AS made
