// Renews a lease and records how far the job is; no row when another process has the job by now.
// mode: write
// returns: optional
// parameters: id, lease, now, until, done, total
// changes: none
MATCH (j:Job {workspace: $workspace, id: $id, lease: $lease})
SET j.due = $until, j.heartbeat_at = $now, j.done = $done, j.total = $total
RETURN coalesce(j.cancel, false) AS cancel
