// Lists the imports that imported a person's contacts.
// mode: read
// returns: many
// parameters: id
MATCH (i:Import {workspace: $workspace})
WHERE i.connector = $id
RETURN 'Import' AS kind, null AS other, properties(i) AS properties
