// Puts a job back into the queue, to be taken again when it is due.
// mode: write
// returns: none
// parameters: id, lease, due, attempts, message
// changes: none
MATCH (j:Job {workspace: $workspace, id: $id, lease: $lease})
SET j.status = 'queued', j.due = $due, j.attempts = $attempts, j.message = $message
REMOVE j.lease
