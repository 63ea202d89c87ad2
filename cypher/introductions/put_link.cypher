// Keeps the answer link of one side of an introduction; a second time says until when it is valid.
// The address that it was for stays the first one: see `address_of`.
// mode: write
// returns: none
// parameters: id, hash, introduction, side, expires_at, answers_to
// changes: none
MATCH (i:Introduction {workspace: $workspace, id: $introduction})
MERGE (l:AnswerLink {workspace: $workspace, id: $id})
SET l.hash = $hash, l.side = $side, l.expires_at = $expires_at,
  l.answers_to = coalesce(l.answers_to, $answers_to)
MERGE (l)-[:ANSWERS]->(i)
