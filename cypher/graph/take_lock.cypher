// Takes the lock of a workspace and the next number of its order of writes; says as which number
// the facts changed last.
// mode: write
// returns: optional
// parameters:
// changes: none
MATCH (w:Workspace {id: $workspace})
SET w.seq = w.seq + 1
RETURN w.seq AS seq, w.facts_seq AS facts_seq
