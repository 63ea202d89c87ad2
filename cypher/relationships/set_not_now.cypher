// Says until when a connector does not want to introduce a contact (inclusive); null says it is over.
// mode: write
// returns: one
// parameters: connector, person, until
// changes: not_now saved by connector|person if changed
MATCH (p:Person {workspace: $workspace, id: $person})<-[k:KNOWS]-(c:Person)
WHERE c.id = $connector
SET k.not_now_until = $until
RETURN count(k) AS changed
