// Logs the hours of a connector: a one-to-one, an event or a call.
// mode: write
// returns: none
// parameters: id, connector, kind, on, hours, note
// changes: gathering created by id
MATCH (p:Person {workspace: $workspace, id: $connector})
CREATE (g:Gathering {workspace: $workspace, id: $id, kind: $kind, on: $on, hours: $hours, note: $note})
CREATE (p)-[:WENT_TO]->(g)
