// Lists the connectors with an e-mail address who have had no letter of a week yet.
// mode: read
// returns: many
// parameters: week
MATCH (p:Person {workspace: $workspace, connector: true})
WHERE EXISTS { (p)<-[:IDENTIFIES]-(:Identifier {kind: 'email'}) }
  AND NOT EXISTS { (p)-[:GOT]->(:MondayLetter {week: $week}) }
RETURN p.id AS id, p.name AS name, p.time_zone AS time_zone
ORDER BY id
