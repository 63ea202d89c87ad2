// Says when a connector was last in touch with somebody.
// mode: write
// returns: one
// parameters: connector, person, day
MATCH (p:Person {workspace: $workspace, id: $person})<-[k:KNOWS]-(c:Person)
WHERE c.id = $connector
SET k.last_contact = $day
RETURN count(k) AS changed
