// Notes that two people know each other, and who stated it; the smaller id comes first.
// mode: write
// returns: none
// parameters: pairs, by
// changes: acquaintance created by pairs.0|pairs.1
UNWIND $pairs AS wanted
MATCH (a:Person {workspace: $workspace, id: wanted[0]})
MATCH (b:Person {workspace: $workspace, id: wanted[1]})
CREATE (a)-[:ACQUAINTED {pair: $workspace + '|' + wanted[0] + '|' + wanted[1], stated_by: [$by]}]->(b)
