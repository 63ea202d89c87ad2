// Changes what a connector's relationships hold of people: details, notes, offers; null clears one.
// mode: write
// returns: none
// parameters: connector, rows, version
// changes: detail updated by connector|rows.id
UNWIND $rows AS row
MATCH (p:Person {workspace: $workspace, id: row.id})
WITH row, p
MATCH (p)<-[k:KNOWS]-(c:Person)
WHERE c.id = $connector
SET k += row.properties, k.version = $version
