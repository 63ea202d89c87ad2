// Says whether someone wants no mail from this workspace.
// mode: read
// returns: optional
// parameters: id
MATCH (s:Suppression {workspace: $workspace, id: $id})
RETURN s.created_at AS created_at
