// Changes what people think of others; null clears a property.
// mode: write
// returns: none
// parameters: rows
UNWIND $rows AS row
MATCH (a:Person {workspace: $workspace, id: row.source})-[k:KNOWS]->(b:Person {workspace: $workspace, id: row.target})
SET k += row.properties
