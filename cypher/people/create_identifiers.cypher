// Creates identifiers that no one had, with the people they identify; `private` where only connectors
// stated them, else null.
// mode: write
// returns: none
// parameters: rows, private
// changes: person updated by rows.id
UNWIND $rows AS row
MATCH (p:Person {workspace: $workspace, id: row.id})
CREATE (:Identifier {workspace: $workspace, id: row.identifier, kind: row.kind, value: row.value})
  -[r:IDENTIFIES]->(p)
SET r.private = $private
