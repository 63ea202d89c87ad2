// Takes the lock of a workspace and the next number of its order of writes; returns its own node,
// with the number at which the facts last changed.
// mode: write
// returns: optional
// parameters:
// changes: none
MATCH (w:Workspace {id: $workspace})
SET w.seq = w.seq + 1
RETURN w.seq AS seq, w.facts_seq AS facts_seq, w.catalog_seq AS catalog_seq,
  w.time_zone AS time_zone, w.setting_keys AS setting_keys, w.setting_values AS setting_values
