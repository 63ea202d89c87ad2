// Adds regions and segments that were seen for the first time to what the workspace knows.
// mode: write
// returns: none
// parameters: regions, segments
// changes: none
MATCH (w:Workspace {id: $workspace})
SET w.regions = coalesce(w.regions, []) + $regions,
    w.segments = coalesce(w.segments, []) + $segments
