// Appends what a transaction changed to the change log, and says whether the facts changed with it.
// An entry is written once, with all that it may have: the embedded engine writes twice what is
// created and then set.
// mode: write
// returns: none
// parameters: entries, facts
// changes: none
MATCH (w:Workspace {id: $workspace})
SET w.facts_seq = CASE WHEN $facts THEN w.seq ELSE w.facts_seq END
WITH w
UNWIND $entries AS entry
CREATE (:Change {workspace: w.id, id: entry.id, seq: entry.seq, by: entry.by, at: entry.at,
  kind: entry.kind, op: entry.op, ids: entry.ids, subject: entry.subject, action: entry.action,
  from: entry.from, to: entry.to, note: entry.note, reason: entry.reason, path: entry.path})
