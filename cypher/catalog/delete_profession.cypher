// Deletes a profession.
// mode: write
// returns: none
// parameters: id
// changes: profession deleted by id
MATCH (f:Profession {workspace: $workspace, id: $id})
DETACH DELETE f
