// Gives all nodes of a label, with everything that they hold. Written for people, used for each label.
// mode: read
// returns: many
// parameters:
MATCH (n:Person {workspace: $workspace})
RETURN properties(n) AS properties
