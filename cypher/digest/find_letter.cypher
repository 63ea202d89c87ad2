// Finds whether a connector has had the email of a week.
// mode: read
// returns: optional
// parameters: id
MATCH (l:MondayLetter {workspace: $workspace, id: $id})
RETURN l.at AS at
