// Takes a pair up again that a connector had put aside.
// mode: write
// returns: one
// parameters: id
// changes: snooze deleted by id if deleted
MATCH (s:Snooze {workspace: $workspace, id: $id})
DETACH DELETE s
RETURN count(*) AS deleted
