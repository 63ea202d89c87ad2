// Notes that one person is not to be introduced to another.
// mode: write
// returns: none
// parameters: a, b
MATCH (a:Person {workspace: $workspace, id: $a})
MATCH (b:Person {workspace: $workspace, id: $b})
CREATE (a)-[:DO_NOT_INTRODUCE]->(b)
