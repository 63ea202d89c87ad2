// Writes where people work and worked.
// mode: write
// returns: none
// parameters: rows
// changes: person updated by rows.id
UNWIND $rows AS row
MATCH (p:Person {workspace: $workspace, id: row.id})
MATCH (o:Organisation {workspace: $workspace, id: row.entry[0]})
CREATE (p)-[r:WORKED_AT {main: row.entry[4]}]->(o)
SET r.title = row.entry[1], r.from = row.entry[2], r.to = row.entry[3]
