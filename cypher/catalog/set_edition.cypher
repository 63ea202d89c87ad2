// Notes which edition of the shipped catalog the workspace has.
// mode: write
// returns: none
// parameters: edition
// changes: none
MATCH (w:Workspace {id: $workspace})
SET w.catalog_edition = $edition
