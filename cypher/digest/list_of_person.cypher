// Lists which letters a person got.
// mode: read
// returns: many
// parameters: id
MATCH (:Person {workspace: $workspace, id: $id})-[:GOT]->(l:MondayLetter)
RETURN 'MondayLetter' AS kind, null AS other, properties(l) AS properties
