// Lists a workspace's keys, the newest first.
// mode: read
// returns: many
MATCH (k:ApiKey {workspace: $workspace})
RETURN k.id AS id, k.workspace AS workspace, k.hash AS hash, k.scopes[0] AS scope,
  k.connector AS connector, k.created_at AS created_at, k.revoked_at AS revoked_at
ORDER BY created_at DESC, id
