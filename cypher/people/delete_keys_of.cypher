// Deletes the keys that are bound to a person, so that nobody who gets the same id is opened by them.
// mode: write
// returns: many
// parameters: id
// changes: key deleted by returned.id
MATCH (k:ApiKey {workspace: $workspace})
WHERE k.connector = $id
WITH k, k.id AS gone
DELETE k
RETURN gone AS id
