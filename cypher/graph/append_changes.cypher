// Appends what a transaction changed to the change log, and says whether the facts changed with it.
// mode: write
// returns: none
// parameters: entries, facts
// changes: none
MATCH (w:Workspace {id: $workspace})
SET w.facts_seq = CASE WHEN $facts THEN w.seq ELSE w.facts_seq END
WITH w
UNWIND $entries AS entry
CREATE (c:Change {workspace: w.id, id: entry.id})
SET c += entry
