// Lists the addresses that a connector may write from: their own, as far as they are on file.
// mode: read
// returns: many
// parameters: id
MATCH (p:Person {workspace: $workspace, id: $id, connector: true})<-[r:IDENTIFIES]-(i:Identifier {kind: 'email'})
WHERE r.private IS NULL
RETURN i.value AS address, p.name AS name
ORDER BY address
