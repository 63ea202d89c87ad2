// Forgets that a person has replaced addresses of people they know; others keep what they use.
// mode: write
// returns: many
// parameters: id
// changes: detail updated by returned.id
MATCH (:Person {workspace: $workspace, id: $id})-[:KNOWS]->(p:Person)<-[k:KNOWS]-(c:Person)
WHERE k.offered_by = $id
REMOVE k.offered, k.offered_for, k.offered_by
RETURN c.id + '|' + p.id AS id
