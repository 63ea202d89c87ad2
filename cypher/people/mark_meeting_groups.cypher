// Notes that groups meet regularly.
// mode: write
// returns: none
// parameters: ids
// changes: group updated by ids
UNWIND $ids AS id
MATCH (g:Group {workspace: $workspace, id: id})
SET g.meets_regularly = true
