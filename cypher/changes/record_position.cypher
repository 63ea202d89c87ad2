// Records from which number the change log is to be pruned next, and when it was last pruned to its
// end.
// mode: write
// returns: none
// parameters: next_seq, now
// changes: none
MATCH (w:Workspace {id: $workspace})
SET w.changes_next_seq = $next_seq, w.changes_pruned_at = coalesce($now, w.changes_pruned_at)
