// Finds a workspace's own node: its numbers, its time zone and the settings it has changed.
// mode: read
// returns: optional
// parameters:
MATCH (w:Workspace {id: $workspace})
RETURN w.seq AS seq, w.facts_seq AS facts_seq, w.catalog_seq AS catalog_seq,
  w.time_zone AS time_zone, w.setting_keys AS setting_keys, w.setting_values AS setting_values
