// Records when a key was last used; no later use is put back.
// mode: write
// returns: none
// parameters: id, at
// changes: none
MATCH (k:ApiKey {workspace: $workspace, id: $id})
WHERE k.last_used_at IS NULL OR k.last_used_at < $at
SET k.last_used_at = $at
