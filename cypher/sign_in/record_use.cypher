// Records when a session was last used; no later use is put back.
// mode: write
// returns: none
// parameters: id, at
// changes: none
MATCH (s:Session {workspace: $workspace, id: $id})
WHERE s.last_used_at IS NULL OR s.last_used_at < $at
SET s.last_used_at = $at
