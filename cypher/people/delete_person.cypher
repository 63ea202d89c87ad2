// Deletes a person with all their relationships.
// mode: write
// returns: none
// parameters: id
// changes: person deleted by id
MATCH (p:Person {workspace: $workspace, id: $id})
DETACH DELETE p
