// Gives a workspace's own node with everything that it holds.
// mode: read
// returns: optional
// parameters:
MATCH (w:Workspace {id: $workspace})
RETURN w.seq AS seq, properties(w) AS properties
