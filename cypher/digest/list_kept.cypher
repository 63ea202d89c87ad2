// Says which of these emails of a week or a day were written, across workspaces.
// mode: read
// returns: many
// parameters: letters
// scope: installation
UNWIND $letters AS letter
MATCH (l:MondayLetter {workspace: letter.workspace, id: letter.id})
RETURN l.workspace AS workspace, l.id AS id
