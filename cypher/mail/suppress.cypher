// Records that someone wants no mail from this workspace; the address itself is not kept.
// mode: write
// returns: none
// parameters: id, now
// changes: suppression saved by id
OPTIONAL MATCH (there:Suppression {workspace: $workspace, id: $id})
WITH there WHERE there IS NULL
CREATE (:Suppression {workspace: $workspace, id: $id, created_at: $now})
