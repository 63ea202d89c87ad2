// Records that someone asked not to introduce one person to another, and why.
// mode: write
// returns: none
// parameters: a, b, reason
// changes: do_not_introduce saved by a|b
MATCH (a:Person {workspace: $workspace, id: $a})
MATCH (b:Person {workspace: $workspace, id: $b})
MERGE (a)-[d:DO_NOT_INTRODUCE]->(b)
SET d.reason = coalesce($reason, d.reason)
