// Ends that one person knows another.
// mode: write
// returns: one
// parameters: source, target
MATCH (:Person {workspace: $workspace, id: $source})-[k:KNOWS]->(:Person {workspace: $workspace, id: $target})
DELETE k
RETURN count(*) AS deleted
