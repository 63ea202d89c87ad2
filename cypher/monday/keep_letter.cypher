// Notes that a connector gets the letter of a week.
// mode: write
// returns: none
// parameters: id, connector, week, at
MATCH (p:Person {workspace: $workspace, id: $connector})
CREATE (l:MondayLetter {workspace: $workspace, id: $id, week: $week, at: $at})
CREATE (p)-[:GOT]->(l)
