// Lists connectors by name, a page at a time.
// mode: read
// returns: many
// parameters: after_key, after_id, most
MATCH (p:Person {workspace: $workspace, connector: true})
WHERE p.name_key > $after_key OR (p.name_key = $after_key AND p.id > $after_id)
RETURN p.id AS id, p.name AS name, p.name_key AS name_key
ORDER BY name_key, id
LIMIT $most
