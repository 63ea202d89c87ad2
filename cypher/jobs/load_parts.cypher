// Loads what a job keeps, part by part: its file, or its result once it has ended.
// mode: read
// returns: many
// parameters: id
MATCH (:Job {workspace: $workspace, id: $id})-[:HAS_PART]->(p:JobPart)
RETURN p.n AS n, p.data AS data
ORDER BY n
