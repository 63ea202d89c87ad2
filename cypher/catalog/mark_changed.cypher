// Notes that the catalog changed, so that no one goes on with an older copy of it.
// mode: write
// returns: none
// parameters: version
// changes: none
MATCH (w:Workspace {id: $workspace})
SET w.catalog_seq = $version
