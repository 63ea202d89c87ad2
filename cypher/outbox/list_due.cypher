// Lists what is due and no one works on, across workspaces, the longest due first.
// mode: read
// returns: many
// parameters: kinds, now, resting, most
// scope: installation
MATCH (e:OutboxEntry)
WHERE e.due <= $now AND e.kind IN $kinds AND NOT e.workspace IN $resting AND (e.leased_until IS NULL OR e.leased_until <= $now)
RETURN e.workspace AS workspace, e.id AS id, e.due AS due
ORDER BY due, workspace, id LIMIT $most
