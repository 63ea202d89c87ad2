// Reads what one side said on their page, when, and from which browsers.
// mode: read
// returns: one
// parameters: id, side
MATCH (i:Introduction {workspace: $workspace, id: $id})-[r:INTRODUCES]->(:Person)
WHERE r.side = $side
RETURN r.answered_at AS answered_at, r.answered_in AS answered_in, r.feedback_at AS feedback_at,
  r.feedback_in AS feedback_in
