// Lists the connectors with an e-mail address who have had no letter of a week, or of a day, yet.
// mode: read
// returns: many
// parameters: period
MATCH (p:Person {workspace: $workspace, connector: true})
WHERE EXISTS { (p)<-[:IDENTIFIES]-(:Identifier {kind: 'email'}) }
  AND NOT EXISTS { (p)-[:GOT]->(:MondayLetter {period: $period}) }
RETURN p.id AS id, p.name AS name, p.time_zone AS time_zone
ORDER BY id
