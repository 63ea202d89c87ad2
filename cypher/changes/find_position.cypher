// Finds the number from which the change log is to be pruned.
// mode: read
// returns: one
// parameters:
MATCH (w:Workspace {id: $workspace})
RETURN coalesce(w.changes_next_seq, 1) AS next_seq
