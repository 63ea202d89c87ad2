// Reads the workspace's own constants of the formula, and the version of its catalog.
// mode: read
// returns: optional
// parameters:
MATCH (w:Workspace {id: $workspace})
RETURN w.setting_keys AS keys, w.setting_values AS values, w.catalog_seq AS catalog_seq
