// Ends that one person knows another.
// mode: write
// returns: one
// parameters: source, target
// changes: relationship deleted by source|target if deleted
MATCH (:Person {workspace: $workspace, id: $source})-[k:KNOWS]->(:Person {workspace: $workspace, id: $target})
DELETE k
RETURN count(*) AS deleted
