// Records that the email of a week or a day was written for a connector, or wasn't needed.
// mode: write
// returns: none
// parameters: id, connector, period, at
// changes: none
MATCH (p:Person {workspace: $workspace, id: $connector})
CREATE (l:MondayLetter {workspace: $workspace, id: $id, period: $period, at: $at})
CREATE (p)-[:GOT]->(l)
