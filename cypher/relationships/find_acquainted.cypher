// Says which of these pairs (the smaller id first) are known to know each other.
// mode: read
// returns: one
// parameters: pairs
UNWIND $pairs AS wanted
MATCH (a:Person {workspace: $workspace, id: wanted[0]})-[:ACQUAINTED]->(b:Person {workspace: $workspace, id: wanted[1]})
RETURN collect([a.id, b.id]) AS pairs
