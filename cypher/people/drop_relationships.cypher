// Drops those relationships of people that are about to be written again.
// mode: write
// returns: none
// parameters: rows
// changes: person updated by rows.id
UNWIND $rows AS row
MATCH (:Person {workspace: $workspace, id: row.id})-[r]->()
WHERE type(r) IN row.types
DELETE r
