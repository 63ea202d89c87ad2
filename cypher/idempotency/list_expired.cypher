// Lists records that no one may ask for any longer, across workspaces, the oldest first.
// mode: read
// returns: many
// parameters: before, most
// scope: installation
MATCH (r:IdempotencyRecord)
WHERE r.at < $before
WITH r LIMIT $most
RETURN r.workspace AS workspace, r.id AS id
ORDER BY workspace, id
