// Lets identifiers that are there (a shared phone) identify further people.
// mode: write
// returns: none
// parameters: rows, private
// changes: person updated by rows.id
UNWIND $rows AS row
MATCH (i:Identifier {workspace: $workspace, id: row.identifier})
MATCH (p:Person {workspace: $workspace, id: row.id})
CREATE (i)-[r:IDENTIFIES]->(p)
SET r.private = $private
