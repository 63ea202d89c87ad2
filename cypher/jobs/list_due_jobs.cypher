// Lists the jobs that a process may take, across workspaces, the longest due first. Where another
// job of the same lane runs, a job waits.
// mode: read
// returns: many
// parameters: kinds, now, resting, most
// scope: installation
MATCH (j:Job)
WHERE j.due <= $now AND j.kind IN $kinds AND NOT j.workspace IN $resting
  AND (j.lane IS NULL OR NOT EXISTS {
    MATCH (other:Job)
    WHERE other.workspace = j.workspace AND other.lane = j.lane AND other.status = 'running'
      AND other.due > $now
  })
RETURN j.workspace AS workspace, j.id AS id, j.kind AS kind, j.due AS due
ORDER BY due, workspace, id LIMIT $most
