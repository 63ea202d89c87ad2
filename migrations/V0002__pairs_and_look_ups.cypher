// A pair of people has at most one KNOWS each way and one ACQUAINTED; identifiers are unique too.
// The indexes serve the look-ups that do not go by id.

CREATE CONSTRAINT knows_pair IF NOT EXISTS FOR ()-[r:KNOWS]-() REQUIRE r.pair IS UNIQUE;
CREATE CONSTRAINT acquainted_pair IF NOT EXISTS FOR ()-[r:ACQUAINTED]-() REQUIRE r.pair IS UNIQUE;
CREATE CONSTRAINT identifier_value IF NOT EXISTS FOR (n:Identifier) REQUIRE (n.workspace, n.kind, n.value) IS UNIQUE;
CREATE INDEX api_key_by_id IF NOT EXISTS FOR (n:ApiKey) ON (n.id);
CREATE INDEX person_name_key IF NOT EXISTS FOR (n:Person) ON (n.workspace, n.name_key);
CREATE INDEX organisation_name_key IF NOT EXISTS FOR (n:Organisation) ON (n.workspace, n.name_key);
CREATE INDEX group_name_key IF NOT EXISTS FOR (n:Group) ON (n.workspace, n.name_key);
CREATE INDEX snooze_connector IF NOT EXISTS FOR (n:Snooze) ON (n.workspace, n.connector);
