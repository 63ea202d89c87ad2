// Reads what one side said in private after the meeting.
// mode: read
// returns: one
// parameters: id, side
MATCH (i:Introduction {workspace: $workspace, id: $id})-[r:INTRODUCES]->(:Person)
WHERE r.side = $side
RETURN r.meet_again AS meet_again, r.followed_up AS followed_up
