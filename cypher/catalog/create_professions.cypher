// Creates professions.
// mode: write
// returns: none
// parameters: rows, version
UNWIND $rows AS row
CREATE (f:Profession {workspace: $workspace, id: row.id, key: row.id, version: $version})
SET f += row.properties
