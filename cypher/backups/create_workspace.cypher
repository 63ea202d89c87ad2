// Creates a workspace's own node as it was: from then on the workspace is there.
// mode: write
// returns: none
// parameters: properties
// changes: none
CREATE (w:Workspace)
SET w = $properties, w.id = $workspace
