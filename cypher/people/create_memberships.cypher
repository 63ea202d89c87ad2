// Makes people members of groups.
// mode: write
// returns: none
// parameters: rows
// changes: person updated by rows.id
UNWIND $rows AS row
MATCH (p:Person {workspace: $workspace, id: row.id})
MATCH (g:Group {workspace: $workspace, id: row.entry[0]})
CREATE (p)-[:MEMBER_OF]->(g)
