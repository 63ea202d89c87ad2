// Takes identifiers away from people; an identifier of no one else goes with it.
// mode: write
// returns: none
// parameters: rows
// changes: person updated by rows.id
UNWIND $rows AS row
MATCH (i:Identifier {workspace: $workspace, id: row.identifier})-[r:IDENTIFIES]->(p:Person {id: row.id})
DELETE r
WITH DISTINCT i
WHERE NOT EXISTS { (i)-[:IDENTIFIES]->() }
DELETE i
