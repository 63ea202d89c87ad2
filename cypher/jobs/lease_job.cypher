// Takes a job that is due, unless another of its lane runs, and records the attempt before it is
// made.
// mode: write
// returns: optional
// parameters: id, lease, now, until
// changes: none
MATCH (j:Job {workspace: $workspace, id: $id})
WHERE j.due <= $now
  AND (j.lane IS NULL OR NOT EXISTS {
    MATCH (other:Job {workspace: $workspace})
    WHERE other.lane = j.lane AND other.status = 'running' AND other.due > $now
  })
SET j.status = 'running', j.lease = $lease, j.due = $until, j.heartbeat_at = $now,
    j.attempts = j.attempts + 1, j.started_at = coalesce(j.started_at, $now)
RETURN j.id AS id, j.kind AS kind, j.status AS status, j.payload AS payload, j.principal AS principal,
  j.attempts AS attempts, j.done AS done, j.total AS total, coalesce(j.cancel, false) AS cancel,
  coalesce(j.owed, false) AS owed, j.message AS message, j.code AS code,
  j.created_at AS created_at, j.finished_at AS finished_at
