// Deletes a person with all their relationships, and their identifiers; one that identifies someone
// else too (a shared phone) stays with them.
// mode: write
// returns: none
// parameters: id
// changes: person deleted by id
MATCH (p:Person {workspace: $workspace, id: $id})
OPTIONAL MATCH (p)<-[:IDENTIFIES]-(i:Identifier)
WITH p, collect(i) AS identifiers
DETACH DELETE p
WITH identifiers
UNWIND identifiers AS i
WITH i
WHERE NOT EXISTS { (i)-[:IDENTIFIES]->() }
DETACH DELETE i
