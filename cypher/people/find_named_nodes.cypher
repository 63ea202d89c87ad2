// Finds which `Organisation` nodes and groups exist.
// mode: read
// returns: one
// parameters: ids
RETURN COLLECT {
    UNWIND $ids AS id MATCH (n:Organisation {workspace: $workspace, id: id}) RETURN n.id
  } AS organisations,
  COLLECT {
    UNWIND $ids AS id MATCH (n:Group {workspace: $workspace, id: id}) RETURN n.id
  } AS groups
