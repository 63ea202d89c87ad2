// Creates identifiers that no one had, with the people they identify.
// mode: write
// returns: none
// parameters: rows
// changes: person updated by rows.id
UNWIND $rows AS row
MATCH (p:Person {workspace: $workspace, id: row.id})
CREATE (:Identifier {workspace: $workspace, id: row.identifier, kind: row.kind, value: row.value})
  -[:IDENTIFIES]->(p)
