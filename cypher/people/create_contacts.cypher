// Lets a connector know people they did not know, unrated, with what they hold of each: details and
// notes, or null. `own_word` where only they say so, else null; `row.asserted` of someone
// who was here before.
// mode: write
// returns: none
// parameters: connector, rows, source, own_word, version
// changes: relationship created by connector|rows.id
MATCH (c:Person {workspace: $workspace, id: $connector})
UNWIND $rows AS row
MATCH (p:Person {workspace: $workspace, id: row.id})
CREATE (c)-[k:KNOWS {pair: $workspace + '|' + $connector + '|' + row.id, rated: false, source: $source}]->(p)
SET k.since = row.since, k.details = row.details, k.notes = row.notes, k.own_word = $own_word,
  k.asserted = row.asserted,
  k.version = CASE WHEN row.details IS NULL AND row.notes IS NULL THEN null ELSE $version END
