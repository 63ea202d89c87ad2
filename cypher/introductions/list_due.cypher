// Lists the open introductions for which something is due, across workspaces, the longest due first.
// The index of texts is asked alone: with another condition beside it the embedded engine reads all.
// mode: read
// returns: many
// parameters: states, now, now_key, resting, most
// scope: installation
MATCH (i:Introduction)
WHERE i.due_key <= $now_key
WITH i
WHERE i.due <= $now AND i.state IN $states AND NOT i.workspace IN $resting
RETURN i.workspace AS workspace, i.id AS id, i.due AS due
ORDER BY due, workspace, id
LIMIT $most
