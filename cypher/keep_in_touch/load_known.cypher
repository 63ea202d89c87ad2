// Reads who a connector has said they know, and when they were last in touch.
// mode: read
// returns: optional
// parameters: connector, today
MATCH (c:Person {workspace: $workspace, id: $connector})
RETURN c.time_zone AS own_zone,
  COLLECT {
    MATCH (c)-[k:KNOWS]->(p:Person)
    WHERE k.trust IS NOT NULL AND k.last_contact IS NOT NULL
      AND NOT coalesce(p.opted_out, false) AND (p.away_until IS NULL OR p.away_until < $today)
    RETURN [p.id, p.name, k.trust, k.last_contact]
  } AS people
