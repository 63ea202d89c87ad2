// Creates people.
// mode: write
// returns: none
// parameters: rows, version, now
// changes: person created by rows.id
UNWIND $rows AS row
CREATE (p:Person {workspace: $workspace, id: row.id})
SET p += row.properties, p.version = $version, p.created_at = $now
