// Revokes a key; a key that is revoked already keeps its first date.
// mode: write
// returns: optional
// parameters: id, now
// changes: key updated by id if found
MATCH (k:ApiKey {workspace: $workspace, id: $id})
SET k.revoked_at = coalesce(k.revoked_at, $now)
RETURN true AS found
