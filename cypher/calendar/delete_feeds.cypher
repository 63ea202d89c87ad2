// Takes the addresses of a person's calendar feed away.
// mode: write
// returns: none
// parameters: connector
MATCH (f:CalendarFeed)-[:SHOWS_DUES_OF]->(p:Person {workspace: $workspace, id: $connector})
DETACH DELETE f
