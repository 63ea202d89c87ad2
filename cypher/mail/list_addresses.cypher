// Lists the addresses that a connector may write from: their own.
// mode: read
// returns: many
// parameters: id
MATCH (p:Person {workspace: $workspace, id: $id, connector: true})<-[:IDENTIFIES]-(i:Identifier {kind: 'email'})
RETURN i.value AS address, p.name AS name
ORDER BY address
