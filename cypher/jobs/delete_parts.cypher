// Deletes what some jobs keep part by part, of those that have ended.
// mode: write
// returns: none
// parameters: ids
// changes: none
UNWIND $ids AS id
MATCH (j:Job {workspace: $workspace, id: id})-[:HAS_PART]->(p:JobPart)
WHERE j.finished_at IS NOT NULL
DETACH DELETE p
