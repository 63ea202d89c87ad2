// Lists the jobs that ended so long ago that no one asks for them, across workspaces.
// mode: read
// returns: many
// parameters: now, most
// scope: installation
MATCH (j:Job)
WHERE j.forget_at <= $now
RETURN j.workspace AS workspace, j.id AS id
ORDER BY workspace, id LIMIT $most
