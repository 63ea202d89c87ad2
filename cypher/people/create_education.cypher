// Writes where people studied.
// mode: write
// returns: none
// parameters: rows
// changes: person updated by rows.id
UNWIND $rows AS row
MATCH (p:Person {workspace: $workspace, id: row.id})
MATCH (o:Organisation {workspace: $workspace, id: row.entry[0]})
CREATE (p)-[r:STUDIED_AT]->(o)
SET r.from = row.entry[1], r.to = row.entry[2]
