// Counts the jobs that wait for a process and those that run, over all workspaces.
// mode: read
// returns: one
// parameters: now
// scope: installation
MATCH (j:Job)
WHERE j.due IS NOT NULL
WITH CASE WHEN j.status = 'running' AND j.due > $now THEN 1 ELSE 0 END AS runs
RETURN count(*) - coalesce(sum(runs), 0) AS waiting, coalesce(sum(runs), 0) AS running
