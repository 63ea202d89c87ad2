// Reads, as columns, what of the whole workspace decides a week: who was introduced when since
// fairness counts, who may be in how many introductions, and what plans of the week are fixed.
// mode: read
// returns: one
// parameters: week, since, before
MATCH (w:Workspace {id: $workspace})
RETURN COLLECT {
    MATCH (i:Introduction {workspace: $workspace})-[:INTRODUCES]->(p:Person)
    WHERE i.introduced_at >= $since AND i.introduced_at < $before
    WITH p.id AS person, max(i.introduced_at) AS last
    RETURN [person, last]
  } AS introduced,
  COLLECT {
    MATCH (p:Person {workspace: $workspace})
    WHERE p.max_per_week IS NOT NULL OR p.away_until IS NOT NULL
    RETURN [p.id, p.max_per_week, p.away_until]
  } AS limits,
  COLLECT {
    UNWIND [$week] AS wanted
    MATCH (plan:Plan {workspace: $workspace, week: wanted})-[r:PROPOSES]->(p:Person)
    RETURN [plan.connector, r.pair, p.id]
  } AS proposed
