// Writes which professions meet trigger events, and how often a quarter.
// mode: write
// returns: none
// parameters: rows
// changes: trigger_event updated by rows.trigger_event
UNWIND $rows AS row
MATCH (f:Profession {workspace: $workspace, id: row.profession})
MATCH (t:TriggerEvent {workspace: $workspace, id: row.trigger_event})
CREATE (f)-[:MEETS {position: row.position, per_quarter: row.per_quarter, day: row.day,
  source: row.source}]->(t)
