// Creates relationships of a type between two labels. Written for the people of introductions, used
// for each type.
// mode: write
// returns: one
// parameters: rows
// changes: none
UNWIND $rows AS row
MATCH (a:Introduction {workspace: $workspace, id: row.source})
MATCH (b:Person {workspace: $workspace, id: row.target})
CREATE (a)-[r:INTRODUCES]->(b)
SET r = row.properties
RETURN count(*) AS created
