// Lists records that no one may ask for any longer, across workspaces.
// mode: read
// returns: many
// parameters: before_key, most
// scope: installation
MATCH (r:IdempotencyRecord)
WHERE r.at_key < $before_key
WITH r LIMIT $most
RETURN r.workspace AS workspace, r.id AS id
ORDER BY workspace, id
