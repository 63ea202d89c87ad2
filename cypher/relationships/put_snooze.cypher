// Puts a pair aside for a connector until a day (inclusive).
// mode: write
// returns: none
// parameters: id, connector, a, b, until
// changes: snooze saved by id
MERGE (s:Snooze {workspace: $workspace, id: $id})
SET s.connector = $connector, s.a = $a, s.b = $b, s.until = $until
