// Says which organisations and groups are there already.
// mode: read
// returns: one
// parameters: ids
RETURN COLLECT {
    UNWIND $ids AS id MATCH (n:Organisation {workspace: $workspace, id: id}) RETURN n.id
  } AS organisations,
  COLLECT {
    UNWIND $ids AS id MATCH (n:Group {workspace: $workspace, id: id}) RETURN n.id
  } AS groups
