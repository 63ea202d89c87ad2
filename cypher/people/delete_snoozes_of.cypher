// Forgets the pairs put aside in which a person is.
// mode: write
// returns: none
// parameters: id
MATCH (s:Snooze {workspace: $workspace})
WHERE s.connector = $id OR s.a = $id OR s.b = $id
DETACH DELETE s
