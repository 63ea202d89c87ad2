// Finds a job by its id.
// mode: read
// returns: optional
// parameters: id
MATCH (j:Job {workspace: $workspace, id: $id})
RETURN j.id AS id, j.kind AS kind, j.status AS status, j.payload AS payload, j.principal AS principal,
  j.attempts AS attempts, j.done AS done, j.total AS total, coalesce(j.cancel, false) AS cancel,
  coalesce(j.owed, false) AS owed, j.message AS message, j.code AS code,
  j.created_at AS created_at, j.finished_at AS finished_at
