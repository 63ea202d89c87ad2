// Deletes the record of which letters a person got.
// mode: write
// returns: none
// parameters: id
// changes: none
MATCH (:Person {workspace: $workspace, id: $id})-[:GOT]->(l:MondayLetter)
DETACH DELETE l
