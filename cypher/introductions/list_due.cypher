// Lists the open introductions for which something is due, across workspaces, the longest due first.
// mode: read
// returns: many
// parameters: states, now, resting, most
// scope: installation
MATCH (i:Introduction)
WHERE i.due <= $now AND i.state IN $states AND NOT i.workspace IN $resting
RETURN i.workspace AS workspace, i.id AS id, i.due AS due
ORDER BY due, workspace, id
LIMIT $most
