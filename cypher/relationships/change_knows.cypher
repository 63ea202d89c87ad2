// Changes what people think of others; null clears a property.
// mode: write
// returns: none
// parameters: rows
// changes: relationship updated by rows.source|rows.target
UNWIND $rows AS row
MATCH (b:Person {workspace: $workspace, id: row.target})
WITH row, b
MATCH (b)<-[k:KNOWS]-(a:Person)
WHERE a.id = row.source
SET k += row.properties
