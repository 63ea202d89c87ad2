// Creates professions.
// mode: write
// returns: none
// parameters: rows, version
// changes: profession created by rows.id
UNWIND $rows AS row
CREATE (f:Profession {workspace: $workspace, id: row.id, key: row.id, version: $version})
SET f += row.properties
