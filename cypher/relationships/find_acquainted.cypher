// Says which of these pairs (the smaller id first) are known to know each other.
// mode: read
// returns: one
// parameters: pairs
UNWIND $pairs AS wanted
MATCH (b:Person {workspace: $workspace, id: wanted[1]})
WITH wanted, b
MATCH (b)<-[:ACQUAINTED]-(a:Person)
WHERE a.id = wanted[0]
RETURN collect([a.id, b.id]) AS pairs
