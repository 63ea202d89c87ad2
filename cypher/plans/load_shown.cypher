// Reads which pairs a connector was shown in weeks before this one, and which introductions they
// made of their contacts.
// mode: read
// returns: one
// parameters: connector, week
MATCH (w:Workspace {id: $workspace})
RETURN
  COLLECT {
    UNWIND [$connector] AS own
    MATCH (plan:Plan {workspace: $workspace, connector: own})-[r:PROPOSES]->(p:Person)
    WHERE plan.week < $week
    RETURN [plan.week, r.pair, p.id]
  } AS shown,
  COLLECT {
    MATCH (:Person {workspace: $workspace, id: $connector})-[:MADE]->(i:Introduction)-[:INTRODUCES]->(p:Person)
    RETURN [i.id, p.id, i.created_at]
  } AS made
