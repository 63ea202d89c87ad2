// Ends the snooze of a pair.
// mode: write
// returns: one
// parameters: id
// changes: snooze deleted by id if deleted
MATCH (s:Snooze {workspace: $workspace, id: $id})
DETACH DELETE s
RETURN count(*) AS deleted
