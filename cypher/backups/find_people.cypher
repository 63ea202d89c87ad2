// Says which of these people there are.
// mode: read
// returns: one
// parameters: ids
UNWIND $ids AS id
MATCH (p:Person {workspace: $workspace, id: id})
RETURN collect(p.id) AS ids
