// Forgets whose contacts a person's imports brought in; the records themselves stay.
// mode: write
// returns: none
// parameters: id
// changes: none
MATCH (i:Import {workspace: $workspace})
WHERE i.connector = $id
REMOVE i.connector
