// Keeps a part of a job's file, or of its result.
// mode: write
// returns: none
// parameters: job, id, n, data
// changes: none
MATCH (j:Job {workspace: $workspace, id: $job})
CREATE (j)-[:HAS_PART]->(:JobPart {workspace: $workspace, id: $id, n: $n, data: $data})
