// Lists a workspace's keys, the newest first, a page at a time; `mine`: those bound to one person.
// mode: read
// returns: many
// parameters: mine, after_at, after_id, most
MATCH (k:ApiKey {workspace: $workspace})
WHERE ($mine IS NULL OR k.connector = $mine)
  AND ($after_at IS NULL OR k.created_at < $after_at
    OR (k.created_at = $after_at AND k.id > $after_id))
RETURN k.id AS id, k.workspace AS workspace, k.hash AS hash, coalesce(k.name, k.id) AS name,
  k.scopes[0] AS scope, k.connector AS connector, k.created_at AS created_at,
  k.last_used_at AS last_used_at, k.expires_at AS expires_at, k.revoked_at AS revoked_at,
  coalesce(k.restricted, false) AS restricted
ORDER BY created_at DESC, id
LIMIT $most
