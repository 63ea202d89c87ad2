// Who was deleted is recognized by keyed hashes of their identifiers, so that no import brings them
// back. Those of one deletion are lifted together.

CREATE CONSTRAINT tombstone_id IF NOT EXISTS FOR (n:Tombstone) REQUIRE (n.workspace, n.id) IS UNIQUE;
CREATE INDEX tombstone_deletion IF NOT EXISTS FOR (n:Tombstone) ON (n.workspace, n.deletion);
