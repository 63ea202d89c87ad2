// Forgets the pairs put aside in which a person is.
// mode: write
// returns: many
// parameters: id
// changes: snooze deleted by returned.id
MATCH (s:Snooze {workspace: $workspace})
WHERE s.connector = $id OR s.a = $id OR s.b = $id
WITH s, s.id AS gone
DETACH DELETE s
RETURN gone AS id
