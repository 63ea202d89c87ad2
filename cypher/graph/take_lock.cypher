// Takes the lock of a workspace and the next number of its order of writes.
// mode: write
// returns: optional
// parameters:
MATCH (w:Workspace {id: $workspace})
SET w.seq = w.seq + 1
RETURN w.seq AS seq
