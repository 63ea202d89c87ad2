// Sign-in links and sessions are found by their id before anybody knows the workspace.

CREATE CONSTRAINT sign_in_link_id IF NOT EXISTS FOR (n:SignInLink) REQUIRE (n.workspace, n.id) IS UNIQUE;
CREATE CONSTRAINT session_id IF NOT EXISTS FOR (n:Session) REQUIRE (n.workspace, n.id) IS UNIQUE;
CREATE INDEX sign_in_link_by_id IF NOT EXISTS FOR (n:SignInLink) ON (n.id);
CREATE INDEX session_by_id IF NOT EXISTS FOR (n:Session) ON (n.id);
