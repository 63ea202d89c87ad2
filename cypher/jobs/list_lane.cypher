// Lists the jobs of one lane, the newest first.
// mode: read
// returns: many
// parameters: lane
UNWIND [$lane] AS wanted
MATCH (j:Job {workspace: $workspace, lane: wanted})
RETURN j.id AS id, j.kind AS kind, j.status AS status, j.payload AS payload, j.principal AS principal,
  j.attempts AS attempts, j.done AS done, j.total AS total, coalesce(j.cancel, false) AS cancel,
  coalesce(j.owed, false) AS owed, j.message AS message, j.code AS code,
  j.created_at AS created_at, j.finished_at AS finished_at
ORDER BY created_at DESC, id
