// Takes the addresses of a person's calendar feed away.
// mode: write
// returns: none
// parameters: connector
// changes: calendar_feed deleted by connector
MATCH (f:CalendarFeed)-[:SHOWS_DUES_OF]->(p:Person {workspace: $workspace, id: $connector})
DETACH DELETE f
