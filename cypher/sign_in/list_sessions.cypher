// Lists sessions that are not over, the last to end first, a page at a time: of one person, or of all.
// mode: read
// returns: many
// parameters: mine, now, after_at, after_id, most
MATCH (s:Session {workspace: $workspace})-[:SIGNS_IN]->(p:Person)
WHERE s.expires_at >= $now AND ($mine IS NULL OR p.id = $mine)
  AND ($after_at IS NULL OR s.expires_at < $after_at
    OR (s.expires_at = $after_at AND s.id > $after_id))
RETURN s.id AS id, p.id AS connector, p.name AS name, s.scope AS scope,
  s.created_at AS created_at, s.last_used_at AS last_used_at, s.expires_at AS expires_at
ORDER BY expires_at DESC, id
LIMIT $most
