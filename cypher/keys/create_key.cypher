// Stores a key: its name, its id and the hash of its secret.
// mode: write
// returns: none
// parameters: id, hash, name, scopes, connector, created_at, expires_at, restricted
// changes: key created by id
CREATE (k:ApiKey {
  workspace: $workspace, id: $id, hash: $hash, name: $name, scopes: $scopes, created_at: $created_at
})
SET k.connector = $connector, k.expires_at = $expires_at, k.restricted = $restricted
