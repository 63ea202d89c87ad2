// Lets a connector know people they did not know, unrated.
// mode: write
// returns: none
// parameters: connector, rows, source
// changes: relationship created by connector|rows.id
MATCH (c:Person {workspace: $workspace, id: $connector})
UNWIND $rows AS row
MATCH (p:Person {workspace: $workspace, id: row.id})
CREATE (c)-[k:KNOWS {pair: $workspace + '|' + $connector + '|' + row.id, rated: false, source: $source}]->(p)
SET k.since = row.since
