// Deletes the workspace's own node, when everything in it is gone.
// mode: write
// returns: none
// changes: none
MATCH (w:Workspace {id: $workspace})
DETACH DELETE w
