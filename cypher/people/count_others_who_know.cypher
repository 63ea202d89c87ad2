// Counts the people besides one who know a person.
// mode: read
// returns: one
// parameters: id, besides
MATCH (p:Person {workspace: $workspace, id: $id})
RETURN COUNT { (o:Person)-[:KNOWS]->(p) WHERE o.id <> $besides } AS others
