// Creates trigger events.
// mode: write
// returns: none
// parameters: rows, version
// changes: trigger_event created by rows.id
UNWIND $rows AS row
CREATE (t:TriggerEvent {workspace: $workspace, id: row.id, key: row.id, version: $version})
SET t += row.properties
