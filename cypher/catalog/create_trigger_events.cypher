// Creates trigger events.
// mode: write
// returns: none
// parameters: rows, version
UNWIND $rows AS row
CREATE (t:TriggerEvent {workspace: $workspace, id: row.id, key: row.id, version: $version})
SET t += row.properties
