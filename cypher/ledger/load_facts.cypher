// Reads what a connector's contacts gave and which meetings they were at within some days, for
// pairings, as a column.
// mode: read
// returns: optional
// parameters: connector, only, since_day, before_day
MATCH (c:Person {workspace: $workspace, id: $connector})
RETURN
  COLLECT {
    MATCH (c)-[:KNOWS]->(p:Person)-[:GAVE|ATTENDED]->(x)
    WHERE ($only IS NULL OR p.id IN $only)
      AND x.on >= $since_day AND ($before_day IS NULL OR x.on < $before_day)
    WITH p.id AS person, count(x) AS times
    RETURN [person, times]
  } AS did
