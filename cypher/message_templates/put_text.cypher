// Makes a text the workspace's own, or replaces it.
// mode: write
// returns: none
// parameters: key, subject, text, version
// changes: message_template saved by key
MERGE (t:DraftText {workspace: $workspace, id: $key})
SET t.subject = $subject, t.text = $text, t.version = $version
