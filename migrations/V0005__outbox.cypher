// What is to leave the process, and the clock of what is done again and again.
// Entries that are due are looked for across workspaces; `due` is there only while they wait.

CREATE CONSTRAINT outbox_entry_id IF NOT EXISTS FOR (n:OutboxEntry) REQUIRE (n.workspace, n.id) IS UNIQUE;
CREATE CONSTRAINT clock_id IF NOT EXISTS FOR (n:Clock) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT suppression_id IF NOT EXISTS FOR (n:Suppression) REQUIRE (n.workspace, n.id) IS UNIQUE;
CREATE CONSTRAINT draft_text_id IF NOT EXISTS FOR (n:DraftText) REQUIRE (n.workspace, n.id) IS UNIQUE;
CREATE INDEX outbox_entry_due IF NOT EXISTS FOR (n:OutboxEntry) ON (n.due);
