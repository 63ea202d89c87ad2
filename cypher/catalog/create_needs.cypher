// Writes which professions trigger events need, how likely and when.
// mode: write
// returns: none
// parameters: rows
// changes: trigger_event updated by rows.trigger_event
UNWIND $rows AS row
MATCH (t:TriggerEvent {workspace: $workspace, id: row.trigger_event})
MATCH (f:Profession {workspace: $workspace, id: row.profession})
CREATE (t)-[:NEEDS {position: row.position, likelihood: row.likelihood, open: row.open,
  from_day: row.from_day, to_day: row.to_day, rationale: row.rationale, source: row.source,
  denominator: row.denominator, quote: row.quote}]->(f)
