// Lists what a person said of others, who is said to know them, and which pairs they snoozed.
// mode: read
// returns: many
// parameters: id
MATCH (:Person {workspace: $workspace, id: $id})-[k:KNOWS]->(other:Person)
RETURN 'KNOWS' AS kind, other.id AS other, properties(k) AS properties
UNION ALL
MATCH (:Person {workspace: $workspace, id: $id})-[r:ACQUAINTED]-(other:Person)
RETURN 'ACQUAINTED' AS kind, other.id AS other, properties(r) AS properties
UNION ALL
UNWIND [$id] AS own
MATCH (s:Snooze {workspace: $workspace, connector: own})
RETURN 'Snooze' AS kind, null AS other, properties(s) AS properties
