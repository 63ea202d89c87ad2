// Keeps the secret address of a person's calendar feed.
// mode: write
// returns: optional
// parameters: id, hash, connector
// changes: calendar_feed created by connector if found
MATCH (p:Person {workspace: $workspace, id: $connector})
CREATE (f:CalendarFeed {workspace: $workspace, id: $id, hash: $hash})
CREATE (f)-[:SHOWS_DUES_OF]->(p)
RETURN true AS found
