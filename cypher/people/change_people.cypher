// Changes people's own properties; null clears one.
// mode: write
// returns: none
// parameters: rows, version
// changes: person updated by rows.id
UNWIND $rows AS row
MATCH (p:Person {workspace: $workspace, id: row.id})
SET p += row.properties, p.version = $version
