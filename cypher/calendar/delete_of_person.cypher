// Deletes the addresses of a person's calendar feed.
// mode: write
// returns: many
// parameters: id
// changes: calendar_feed deleted by returned.id
MATCH (:Person {workspace: $workspace, id: $id})<-[:SHOWS_DUES_OF]-(f:CalendarFeed)
WITH f, f.id AS gone
DETACH DELETE f
RETURN gone AS id
