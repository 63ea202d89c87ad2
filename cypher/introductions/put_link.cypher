// Keeps the answer link of one side of an introduction; a second time says until when it is valid.
// mode: write
// returns: none
// parameters: id, hash, introduction, side, expires_at
// changes: none
MATCH (i:Introduction {workspace: $workspace, id: $introduction})
MERGE (l:AnswerLink {workspace: $workspace, id: $id})
SET l.hash = $hash, l.side = $side, l.expires_at = $expires_at
MERGE (l)-[:ANSWERS]->(i)
