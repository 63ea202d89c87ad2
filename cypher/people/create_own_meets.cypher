// Writes how often people meet trigger events by their own word.
// mode: write
// returns: none
// parameters: rows
// changes: person updated by rows.id
UNWIND $rows AS row
MATCH (p:Person {workspace: $workspace, id: row.id})
MATCH (t:TriggerEvent {workspace: $workspace, id: row.entry[0]})
CREATE (p)-[:MEETS {per_quarter: row.entry[1], source: 'own'}]->(t)
