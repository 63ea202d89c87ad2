// Names a group and says whether it meets regularly.
// mode: write
// returns: none
// parameters: id, name, name_key, meets_regularly
// changes: group updated by id
MATCH (g:Group {workspace: $workspace, id: $id})
SET g.name = $name, g.name_key = $name_key, g.meets_regularly = $meets_regularly
