// Puts a job into the queue.
// mode: write
// returns: none
// parameters: id, values
// changes: none
CREATE (j:Job {workspace: $workspace, id: $id})
SET j += $values
