// Forgets that two people know each other, as far as somebody only said so.
// mode: write
// returns: one
// parameters: a, b
MATCH (a:Person {workspace: $workspace, id: $a})-[r:ACQUAINTED]-(b:Person {workspace: $workspace, id: $b})
DELETE r
RETURN count(*) AS deleted
