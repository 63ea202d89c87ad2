// Deletes the addresses of a person's calendar feed.
// mode: write
// returns: none
// parameters: id
// changes: calendar_feed deleted by id
MATCH (:Person {workspace: $workspace, id: $id})<-[:SHOWS_DUES_OF]-(f:CalendarFeed)
DETACH DELETE f
