// Deletes some nodes of a label; run until none is left. Written for people, used for each label.
// mode: write
// returns: one
// parameters: most
// changes: none
MATCH (n:Person {workspace: $workspace})
WITH n LIMIT $most
DETACH DELETE n
RETURN count(*) AS deleted
