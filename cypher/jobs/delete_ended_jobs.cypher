// Deletes jobs that have ended, after what they keep.
// mode: write
// returns: none
// parameters: ids
// changes: none
UNWIND $ids AS id
MATCH (j:Job {workspace: $workspace, id: id})
WHERE j.finished_at IS NOT NULL
DETACH DELETE j
