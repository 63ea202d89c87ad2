// Notes that not only those who know say so: they see the person in full.
// mode: write
// returns: none
// parameters: pairs
// changes: detail updated by pairs.0|pairs.1
UNWIND $pairs AS wanted
MATCH (b:Person {workspace: $workspace, id: wanted[1]})
WITH wanted, b
MATCH (b)<-[k:KNOWS]-(a:Person)
WHERE a.id = wanted[0]
REMOVE k.own_word, k.asserted
