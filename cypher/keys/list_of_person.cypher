// Lists the keys that are bound to a person.
// mode: read
// returns: many
// parameters: id
MATCH (k:ApiKey {workspace: $workspace})
WHERE k.connector = $id
RETURN 'ApiKey' AS kind, null AS other, properties(k) AS properties
