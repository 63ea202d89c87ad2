// Reads, for pairings, who moves in the same circles: for each person other than a connector who
// knows several of the connector's contacts, or is known by them, which ones. The work is in
// proportion to the relationships of the contacts.
// mode: read
// returns: optional
// parameters: connector, only
MATCH (c:Person {workspace: $workspace, id: $connector})
RETURN COLLECT {
    MATCH (c)-[:KNOWS]->(p:Person)-[:KNOWS|ACQUAINTED]-(x:Person)
    WHERE x.id <> $connector AND ($only IS NULL OR p.id IN $only)
    WITH x, collect(DISTINCT p.id) AS known
    WHERE size(known) > 1
    RETURN [known]
  } AS circles
