// Asks for a job that waits or runs to end where it is; one that waits is due at once for that.
// mode: write
// returns: optional
// parameters: id, now
// changes: none
MATCH (j:Job {workspace: $workspace, id: $id})
WHERE j.status IN ['queued', 'running']
SET j.cancel = true, j.due = CASE j.status WHEN 'queued' THEN $now ELSE j.due END
RETURN j.id AS id
