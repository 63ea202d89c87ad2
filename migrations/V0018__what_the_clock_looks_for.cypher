// Once a minute the clock looks across workspaces for what is due and for what is over.

CREATE INDEX introduction_due IF NOT EXISTS FOR (n:Introduction) ON (n.due);
CREATE INDEX idempotency_record_at IF NOT EXISTS FOR (n:IdempotencyRecord) ON (n.at);
CREATE INDEX session_expires_at IF NOT EXISTS FOR (n:Session) ON (n.expires_at);
CREATE INDEX sign_in_link_expires_at IF NOT EXISTS FOR (n:SignInLink) ON (n.expires_at);
