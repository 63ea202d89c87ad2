// Gives all relationships of a type between two labels, node by node. Written for the people of
// introductions, used for each type.
// mode: read
// returns: many
// parameters:
MATCH (a:Introduction {workspace: $workspace})
WHERE EXISTS { (a)-[:INTRODUCES]->(:Person) }
RETURN a.id AS source,
  COLLECT { MATCH (a)-[r:INTRODUCES]->(b:Person) RETURN [b.id, properties(r)] } AS links
