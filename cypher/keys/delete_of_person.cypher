// Deletes the keys that are bound to a person, so that they don't work for a later person of the
// same ID.
// mode: write
// returns: many
// parameters: id
// changes: key deleted by returned.id
MATCH (k:ApiKey {workspace: $workspace})
WHERE k.connector = $id
WITH k, k.id AS gone
DETACH DELETE k
RETURN gone AS id
