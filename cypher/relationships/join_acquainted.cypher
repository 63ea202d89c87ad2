// Notes one more who states that two people know each other; the smaller id comes first.
// mode: write
// returns: none
// parameters: pairs, by
// changes: detail updated by pairs.0|pairs.1
UNWIND $pairs AS wanted
MATCH (b:Person {workspace: $workspace, id: wanted[1]})
WITH wanted, b
MATCH (b)<-[r:ACQUAINTED]-(a:Person)
WHERE a.id = wanted[0] AND r.stated_by IS NOT NULL AND NOT $by IN r.stated_by
SET r.stated_by = r.stated_by + [$by]
