// Changes what an introduction says; null takes a property away.
// mode: write
// returns: none
// parameters: id, properties
// changes: introduction updated by id
MATCH (i:Introduction {workspace: $workspace, id: $id})
SET i += $properties
