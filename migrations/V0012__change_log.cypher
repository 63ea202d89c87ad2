// Each transaction that changes something leaves entries in the change log, and raises `facts_seq`
// if it changed what pairings and plans are decided from. What has a subject is its history.

CREATE CONSTRAINT change_id IF NOT EXISTS FOR (n:Change) REQUIRE (n.workspace, n.id) IS UNIQUE;
CREATE INDEX change_seq IF NOT EXISTS FOR (n:Change) ON (n.workspace, n.seq);
CREATE INDEX change_subject IF NOT EXISTS FOR (n:Change) ON (n.workspace, n.subject);

MATCH (w:Workspace) WHERE w.facts_seq IS NULL SET w.facts_seq = w.seq;
