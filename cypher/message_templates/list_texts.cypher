// Lists the texts that a workspace has made its own.
// mode: read
// returns: many
MATCH (t:DraftText {workspace: $workspace})
RETURN t.id AS key, t.subject AS subject, t.text AS text
