// Stores a key: its id and the hash of its secret.
// mode: write
// returns: none
// parameters: id, hash, scopes, connector, created_at
// changes: key created by id
CREATE (k:ApiKey {
  workspace: $workspace, id: $id, hash: $hash, scopes: $scopes, created_at: $created_at
})
SET k.connector = $connector
