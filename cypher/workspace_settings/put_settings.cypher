// Replaces the settings that a workspace has changed; `changed` are the keys with another value now.
// mode: write
// returns: many
// parameters: keys, values, changed
// changes: setting updated by returned.key
MATCH (w:Workspace {id: $workspace})
SET w.setting_keys = $keys, w.setting_values = $values
WITH $changed AS changed
UNWIND changed AS key
RETURN key
