// Lets identifiers that are there (a shared telephone) identify further people.
// mode: write
// returns: none
// parameters: rows
UNWIND $rows AS row
MATCH (i:Identifier {workspace: $workspace, id: row.identifier})
MATCH (p:Person {workspace: $workspace, id: row.id})
CREATE (i)-[:IDENTIFIES]->(p)
