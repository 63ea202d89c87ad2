// Counts the people besides one who know a person, and do not only say so.
// mode: read
// returns: one
// parameters: id, besides
MATCH (p:Person {workspace: $workspace, id: $id})
RETURN COUNT { (o:Person)-[k:KNOWS]->(p) WHERE o.id <> $besides AND k.asserted IS NULL } AS others
