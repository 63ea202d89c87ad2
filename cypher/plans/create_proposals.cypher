// Lets plans propose pairs: one relationship to each of the two people.
// mode: write
// returns: none
// parameters: rows
// changes: plan updated by rows.plan
UNWIND $rows AS row
MATCH (plan:Plan {workspace: $workspace, id: row.plan})
MATCH (p:Person {workspace: $workspace, id: row.person})
CREATE (plan)-[r:PROPOSES]->(p)
SET r += row.values
