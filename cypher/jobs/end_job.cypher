// Records how a job ended; no row when another process has it by now.
// mode: write
// returns: optional
// parameters: id, lease, status, message, code, now, forget_at
// changes: none
MATCH (j:Job {workspace: $workspace, id: $id, lease: $lease})
SET j.status = $status, j.message = $message, j.code = $code, j.finished_at = $now,
    j.forget_at = $forget_at
REMOVE j.due, j.lease
RETURN j.id AS id
