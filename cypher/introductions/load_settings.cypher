// Reads the workspace's own settings and its time zone.
// mode: read
// returns: one
// parameters:
MATCH (w:Workspace {id: $workspace})
RETURN w.setting_keys AS keys, w.setting_values AS values, w.time_zone AS time_zone
