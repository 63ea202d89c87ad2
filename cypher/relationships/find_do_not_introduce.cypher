// Says whether one person is not to be introduced to another.
// mode: read
// returns: one
// parameters: a, b
MATCH (w:Workspace {id: $workspace})
RETURN EXISTS {
  (:Person {workspace: $workspace, id: $a})-[:DO_NOT_INTRODUCE]->(:Person {workspace: $workspace, id: $b})
} AS found
