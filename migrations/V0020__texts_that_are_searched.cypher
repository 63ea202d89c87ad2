// The embedded engine finds a range by an index of texts, not of times; and what was deleted stays in
// its indexes of times. So what the clock looks for is also a text.

DROP INDEX introduction_due IF EXISTS;
DROP INDEX idempotency_record_at IF EXISTS;
DROP INDEX session_expires_at IF EXISTS;
DROP INDEX sign_in_link_expires_at IF EXISTS;
CREATE INDEX introduction_due_key IF NOT EXISTS FOR (n:Introduction) ON (n.due_key);
CREATE INDEX idempotency_record_at_key IF NOT EXISTS FOR (n:IdempotencyRecord) ON (n.at_key);

MATCH (i:Introduction) WHERE i.due IS NOT NULL AND i.due_key IS NULL
WITH i LIMIT $most
SET i.due_key = toString(i.due)
RETURN count(*) AS changed;

MATCH (r:IdempotencyRecord) WHERE r.at_key IS NULL
WITH r LIMIT $most
SET r.at_key = toString(r.at)
RETURN count(*) AS changed;
