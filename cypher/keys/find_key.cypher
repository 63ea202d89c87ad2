// Finds a key by its id; before that no one knows which workspace is asked for.
// mode: read
// returns: optional
// parameters: id
// scope: installation
MATCH (k:ApiKey {id: $id})
RETURN k.id AS id, k.workspace AS workspace, k.hash AS hash, coalesce(k.name, k.id) AS name,
  k.scopes[0] AS scope, k.connector AS connector, k.created_at AS created_at,
  k.last_used_at AS last_used_at, k.expires_at AS expires_at, k.revoked_at AS revoked_at,
  coalesce(k.restricted, false) AS restricted
