// Forgets that a person was among those who said that two know each other, or that they should not be
// introduced; what no one else said stays, and anyone who sees both may withdraw it.
// mode: write
// returns: many
// parameters: id
// changes: detail updated by returned.id
MATCH (:Person {workspace: $workspace, id: $id})-[:KNOWS]->(:Person)-[r:ACQUAINTED|DO_NOT_INTRODUCE]-(:Person)
WHERE $id IN r.stated_by
WITH DISTINCT r, [one IN r.stated_by WHERE one <> $id] AS others
SET r.stated_by = CASE WHEN others = [] THEN null ELSE others END
RETURN startNode(r).id + '|' + endNode(r).id AS id
