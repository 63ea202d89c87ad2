// Records that anyone who asked for a result has it: the next request is a new one.
// mode: write
// returns: none
// parameters: id
// changes: none
MATCH (j:Job {workspace: $workspace, id: $id})
REMOVE j.owed
