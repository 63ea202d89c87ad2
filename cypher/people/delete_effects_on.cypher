// Deletes what waits to be sent to a person or in their name: their id is a part of its key.
// mode: write
// returns: none
// parameters: last, within
// changes: none
MATCH (e:OutboxEntry {workspace: $workspace})
WHERE e.done_at IS NULL AND (e.id ENDS WITH $last OR e.id CONTAINS $within)
DETACH DELETE e
