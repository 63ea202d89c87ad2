// The access log is read by its kinds: who looked, who changed keys and settings.
CREATE INDEX change_kind IF NOT EXISTS FOR (n:Change) ON (n.workspace, n.kind);
