// Writes that people know others, for pairs that have no such relationship yet; `own_word` where only
// the one who knows says so, else null.
// mode: write
// returns: none
// parameters: rows, source, own_word
// changes: relationship created by rows.source|rows.target
UNWIND $rows AS row
MATCH (a:Person {workspace: $workspace, id: row.source})
MATCH (b:Person {workspace: $workspace, id: row.target})
CREATE (a)-[k:KNOWS {pair: $workspace + '|' + row.source + '|' + row.target, source: $source}]->(b)
SET k += row.properties, k.own_word = $own_word, k.asserted = $own_word
