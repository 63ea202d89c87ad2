// Deletes the snoozed pairs that a person is part of.
// mode: write
// returns: many
// parameters: id
// changes: snooze deleted by returned.id
MATCH (s:Snooze {workspace: $workspace})
WHERE s.connector = $id OR s.a = $id OR s.b = $id
WITH s, s.id AS gone
DETACH DELETE s
RETURN gone AS id
