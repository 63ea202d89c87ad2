// Says whether only connectors state identifiers of people (`private`), or puts them on file (null).
// mode: write
// returns: none
// parameters: rows, private
// changes: person updated by rows.id
UNWIND $rows AS row
MATCH (i:Identifier {workspace: $workspace, id: row.identifier})-[r:IDENTIFIES]->(p:Person {id: row.id})
SET r.private = $private
