// Lists the connectors with an email address who have had no letter of a week, or of a day, yet.
// mode: read
// returns: many
// parameters: period
UNWIND [true] AS yes
MATCH (p:Person {workspace: $workspace, connector: yes})
WHERE NOT EXISTS { (p)-[:GOT]->(:MondayLetter {period: $period}) }
WITH p, COLLECT { MATCH (p)<-[r:IDENTIFIES]-(i:Identifier {kind: 'email'}) WHERE r.private IS NULL RETURN i.value ORDER BY i.value } AS addresses
WHERE size(addresses) > 0
RETURN p.id AS id, p.name AS name, p.time_zone AS time_zone, addresses
ORDER BY id
