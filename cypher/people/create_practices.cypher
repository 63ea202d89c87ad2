// Lets people practice professions, in order.
// mode: write
// returns: none
// parameters: rows
// changes: person updated by rows.id
UNWIND $rows AS row
MATCH (p:Person {workspace: $workspace, id: row.id})
MATCH (f:Profession {workspace: $workspace, id: row.entry[1]})
CREATE (p)-[:PRACTICES {position: row.entry[0], how: row.entry[2]}]->(f)
