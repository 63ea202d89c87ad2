// Lists introductions, the newest first, a page at a time: of one connector or of all, in some states or
// in any. It starts from the connector's own, else from those in the states, else from all.
// mode: read
// returns: many
// parameters: connector, states, before, after_id, most
CALL {
  UNWIND CASE WHEN $connector IS NULL THEN [] ELSE [$connector] END AS own
  MATCH (:Person {workspace: $workspace, id: own})-[:MADE]->(i:Introduction)
  RETURN i
  UNION ALL
  UNWIND CASE WHEN $connector IS NULL AND $states IS NOT NULL THEN $states ELSE [] END AS wanted
  MATCH (i:Introduction {workspace: $workspace, state: wanted})
  RETURN i
  UNION ALL
  UNWIND CASE WHEN $connector IS NULL AND $states IS NULL THEN [$workspace] ELSE [] END AS here
  MATCH (i:Introduction {workspace: here})
  RETURN i
}
WITH i
WHERE ($states IS NULL OR i.state IN $states)
  AND (i.created_at < $before OR (i.created_at = $before AND i.id > $after_id))
WITH i
ORDER BY i.created_at DESC, i.id
LIMIT $most
MATCH (i)<-[:MADE]-(c:Person)
MATCH (i)-[ra:INTRODUCES {side: 'a'}]->(a:Person)
MATCH (i)-[rb:INTRODUCES {side: 'b'}]->(b:Person)
RETURN i.id AS id, c.id AS connector, c.time_zone AS connector_zone, i.state AS state,
  i.purpose AS purpose, i.opt_in AS opt_in, i.plan_week AS plan_week, i.why_a AS why_a,
  i.why_b AS why_b, i.shown AS shown, i.outcome AS outcome, i.version AS version,
  i.reminded AS reminded, i.created_at AS created_at, i.asked_at AS asked_at,
  i.introduced_at AS introduced_at, i.paused_until AS paused_until, i.due AS due,
  a.id AS a, a.name AS a_name, a.consents_without_asking AS a_consents, ra.answer AS a_answer,
  ra.answered_by AS a_answered_by, b.id AS b, b.name AS b_name,
  b.consents_without_asking AS b_consents, rb.answer AS b_answer, rb.answered_by AS b_answered_by
ORDER BY created_at DESC, id
