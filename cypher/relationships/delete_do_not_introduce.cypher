// Allows again that one person is introduced to another.
// mode: write
// returns: one
// parameters: a, b
// changes: do_not_introduce deleted by a|b if deleted
MATCH (:Person {workspace: $workspace, id: $a})-[d:DO_NOT_INTRODUCE]->(:Person {workspace: $workspace, id: $b})
DELETE d
RETURN count(*) AS deleted
