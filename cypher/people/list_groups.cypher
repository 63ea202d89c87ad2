// Lists the groups, a page at a time, by id.
// mode: read
// returns: many
// parameters: after, most
MATCH (g:Group {workspace: $workspace})
WHERE g.id > $after
RETURN g.id AS id, g.name AS name, g.meets_regularly AS meets_regularly
ORDER BY id
LIMIT $most
