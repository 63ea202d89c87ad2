// Deletes what waits to be sent to a person, in their name, or about an introduction of theirs: the
// id of the person or of the introduction is a part of its key.
// mode: write
// returns: none
// parameters: id
// changes: none
OPTIONAL MATCH (:Person {workspace: $workspace, id: $id})-[:MADE|INTRODUCES]-(i:Introduction)
WITH [$id] + collect(DISTINCT i.id) AS parts
MATCH (e:OutboxEntry {workspace: $workspace})
WHERE e.done_at IS NULL
  AND any(part IN parts WHERE e.id ENDS WITH '|' + part OR e.id CONTAINS '|' + part + '|')
DETACH DELETE e
