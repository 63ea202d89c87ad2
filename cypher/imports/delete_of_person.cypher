// Forgets whose contacts a person's imports imported; the records themselves stay.
// mode: write
// returns: none
// parameters: id
// changes: none
MATCH (i:Import {workspace: $workspace})
WHERE i.connector = $id
REMOVE i.connector
