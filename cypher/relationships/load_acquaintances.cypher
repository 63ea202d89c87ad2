// Reads, for a plan, who knows who in the workspace: each person with everyone they know.
// mode: read
// returns: one
// parameters:
MATCH (w:Workspace {id: $workspace})
RETURN COLLECT {
    MATCH (x:Person {workspace: $workspace})-[:KNOWS|ACQUAINTED]->(p:Person)
    WITH x.id AS person, collect(p.id) AS known
    RETURN [person, known]
  } AS acquaintances
