// Reads which edition of the shipped catalog the workspace has.
// mode: read
// returns: one
// parameters:
MATCH (w:Workspace {id: $workspace})
RETURN w.catalog_edition AS edition
