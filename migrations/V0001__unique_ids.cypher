// Every node of a workspace is found by (workspace, id), which is unique for each label.

CREATE CONSTRAINT migration_id IF NOT EXISTS FOR (n:Migration) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT migration_lock_id IF NOT EXISTS FOR (n:MigrationLock) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT workspace_id IF NOT EXISTS FOR (n:Workspace) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT api_key_id IF NOT EXISTS FOR (n:ApiKey) REQUIRE (n.workspace, n.id) IS UNIQUE;
CREATE CONSTRAINT audit_entry_id IF NOT EXISTS FOR (n:AuditEntry) REQUIRE (n.workspace, n.id) IS UNIQUE;
CREATE CONSTRAINT person_id IF NOT EXISTS FOR (n:Person) REQUIRE (n.workspace, n.id) IS UNIQUE;
CREATE CONSTRAINT identifier_id IF NOT EXISTS FOR (n:Identifier) REQUIRE (n.workspace, n.id) IS UNIQUE;
CREATE CONSTRAINT profession_id IF NOT EXISTS FOR (n:Profession) REQUIRE (n.workspace, n.id) IS UNIQUE;
CREATE CONSTRAINT trigger_event_id IF NOT EXISTS FOR (n:TriggerEvent) REQUIRE (n.workspace, n.id) IS UNIQUE;
CREATE CONSTRAINT organisation_id IF NOT EXISTS FOR (n:Organisation) REQUIRE (n.workspace, n.id) IS UNIQUE;
CREATE CONSTRAINT group_id IF NOT EXISTS FOR (n:Group) REQUIRE (n.workspace, n.id) IS UNIQUE;
CREATE CONSTRAINT import_id IF NOT EXISTS FOR (n:Import) REQUIRE (n.workspace, n.id) IS UNIQUE;
CREATE CONSTRAINT idempotency_record_id IF NOT EXISTS FOR (n:IdempotencyRecord) REQUIRE (n.workspace, n.id) IS UNIQUE;
CREATE CONSTRAINT prospect_pool_id IF NOT EXISTS FOR (n:ProspectPool) REQUIRE (n.workspace, n.id) IS UNIQUE;
CREATE CONSTRAINT ask_id IF NOT EXISTS FOR (n:Ask) REQUIRE (n.workspace, n.id) IS UNIQUE;
CREATE CONSTRAINT occurrence_id IF NOT EXISTS FOR (n:Occurrence) REQUIRE (n.workspace, n.id) IS UNIQUE;
CREATE CONSTRAINT introduction_id IF NOT EXISTS FOR (n:Introduction) REQUIRE (n.workspace, n.id) IS UNIQUE;
CREATE CONSTRAINT introduction_event_id IF NOT EXISTS FOR (n:IntroductionEvent) REQUIRE (n.workspace, n.id) IS UNIQUE;
CREATE CONSTRAINT snooze_id IF NOT EXISTS FOR (n:Snooze) REQUIRE (n.workspace, n.id) IS UNIQUE;
CREATE CONSTRAINT plan_id IF NOT EXISTS FOR (n:Plan) REQUIRE (n.workspace, n.id) IS UNIQUE;
CREATE CONSTRAINT referral_id IF NOT EXISTS FOR (n:Referral) REQUIRE (n.workspace, n.id) IS UNIQUE;
CREATE CONSTRAINT favour_id IF NOT EXISTS FOR (n:Favour) REQUIRE (n.workspace, n.id) IS UNIQUE;
CREATE CONSTRAINT meeting_id IF NOT EXISTS FOR (n:Meeting) REQUIRE (n.workspace, n.id) IS UNIQUE;
CREATE CONSTRAINT gathering_id IF NOT EXISTS FOR (n:Gathering) REQUIRE (n.workspace, n.id) IS UNIQUE;
