// Records that someone was answered before the job ended, and will ask for its result.
// mode: write
// returns: none
// parameters: id
// changes: none
MATCH (j:Job {workspace: $workspace, id: $id})
SET j.owed = true
