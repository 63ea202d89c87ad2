// Lists what waits or what is parked, without its content, by id.
// mode: read
// returns: many
// parameters: parked, after, most
MATCH (e:OutboxEntry {workspace: $workspace})
WHERE e.done_at IS NULL AND (e.parked_at IS NOT NULL) = $parked AND e.id > $after
RETURN e.id AS id, e.kind AS kind, e.due AS due, e.attempts AS attempts,
  coalesce(e.attempted_at, []) AS attempted_at, e.last_error AS last_error,
  e.parked_at AS parked_at, e.created_at AS created_at
ORDER BY id LIMIT $most
