// Takes identifiers away from people when no one states them now; an identifier of no one else goes
// with it.
// mode: write
// returns: none
// parameters: rows
// changes: person updated by rows.id
UNWIND $rows AS row
MATCH (i:Identifier {workspace: $workspace, id: row.identifier})-[r:IDENTIFIES]->(p:Person {id: row.id})
WHERE r.private AND NOT EXISTS {
  MATCH (p)<-[k:KNOWS]-(:Person) WHERE row.identifier IN k.details
}
DELETE r
WITH DISTINCT i
WHERE NOT EXISTS { (i)-[:IDENTIFIES]->() }
DELETE i
