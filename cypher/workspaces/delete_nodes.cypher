// Deletes some of a workspace's nodes of the given kinds (null: all) with all their relationships; run until none is left.
// mode: write
// returns: one
// parameters: labels, most
// changes: none
MATCH (n {workspace: $workspace})
WHERE $labels IS NULL OR any(label IN labels(n) WHERE label IN $labels)
WITH n LIMIT $most
DETACH DELETE n
RETURN count(*) AS deleted
