// Says when a connector was last in touch with someone.
// mode: write
// returns: one
// parameters: connector, person, day
// changes: touch saved by connector|person if changed
MATCH (p:Person {workspace: $workspace, id: $person})<-[k:KNOWS]-(c:Person)
WHERE c.id = $connector
SET k.last_contact = $day
RETURN count(k) AS changed
