// The history of introductions and the audit of break-glass are entries of the change log.
// replaces: e3aabf091fb46416f6369a5b1b1fdd77c1e0288fb466a34ca1b664542caf28b4

MATCH (i:Introduction)-[:HAS]->(e:IntroductionEvent)
WITH i, e LIMIT $most
CREATE (c:Change {
  workspace: i.workspace, id: e.id, seq: e.number, kind: 'introduction',
  op: CASE WHEN e.action = 'create' THEN 'created' ELSE 'updated' END, ids: [i.id], by: e.by,
  at: e.at, subject: i.id, action: e.action, to: e.to
})
SET c.from = e.from, c.note = e.note
DETACH DELETE e
RETURN count(*) AS changed;

MATCH (e:AuditEntry)
WITH e LIMIT $most
CREATE (:Change {
  workspace: e.workspace, id: e.id, seq: 0, kind: 'break_glass', op: 'created', ids: [e.key_id],
  by: e.key_id, at: e.at, subject: e.key_id, reason: e.reason, path: e.path
})
DETACH DELETE e
RETURN count(*) AS changed;

DROP CONSTRAINT introduction_event_id IF EXISTS;
DROP CONSTRAINT audit_entry_id IF EXISTS;
