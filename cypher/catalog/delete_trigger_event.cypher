// Deletes a trigger event with its figures.
// mode: write
// returns: none
// parameters: id
// changes: trigger_event deleted by id
MATCH (t:TriggerEvent {workspace: $workspace, id: $id})
DETACH DELETE t
