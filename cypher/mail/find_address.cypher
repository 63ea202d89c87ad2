// Finds the address at which someone is written to: the first of theirs.
// mode: read
// returns: optional
// parameters: id
MATCH (p:Person {workspace: $workspace, id: $id})<-[:IDENTIFIES]-(i:Identifier {kind: 'email'})
RETURN i.value AS address, p.name AS name
ORDER BY address
LIMIT 1
