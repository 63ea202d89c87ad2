// Forgets a workspace's own text, so that the one it came with is used again.
// mode: write
// returns: none
// parameters: key
// changes: message_template deleted by key
MATCH (t:DraftText {workspace: $workspace, id: $key})
DELETE t
