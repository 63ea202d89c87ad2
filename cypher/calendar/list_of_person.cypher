// Lists the calendar feeds of a person.
// mode: read
// returns: many
// parameters: id
MATCH (:Person {workspace: $workspace, id: $id})<-[:SHOWS_DUES_OF]-(f:CalendarFeed)
RETURN 'CalendarFeed' AS kind, null AS other, properties(f) AS properties
