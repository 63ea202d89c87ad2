// Deletes the keys that are bound to a person, so that nobody who gets the same id is opened by them.
// mode: write
// returns: none
// parameters: id
MATCH (k:ApiKey {workspace: $workspace})
WHERE k.connector = $id
DELETE k
