// Lists the open introductions of a workspace for which something is due.
// mode: read
// returns: many
// parameters: states, now, most
MATCH (i:Introduction {workspace: $workspace})
WHERE i.state IN $states AND i.due <= $now
RETURN i.id AS id
ORDER BY id
LIMIT $most
