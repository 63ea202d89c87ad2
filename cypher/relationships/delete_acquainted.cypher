// Forgets that two people know each other, as far as someone only said so; the smaller id comes first.
// mode: write
// returns: one
// parameters: a, b
// changes: acquaintance deleted by a|b if deleted
MATCH (a:Person {workspace: $workspace, id: $a})-[r:ACQUAINTED]->(b:Person {workspace: $workspace, id: $b})
DELETE r
RETURN count(*) AS deleted
