// Finds an introduction with the two people and what they said.
// mode: read
// returns: optional
// parameters: id
MATCH (c:Person)-[:MADE]->(i:Introduction {workspace: $workspace, id: $id})
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
