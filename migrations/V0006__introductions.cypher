// Answer links and calendar feeds are found by their id before anybody knows the workspace.

CREATE CONSTRAINT answer_link_id IF NOT EXISTS FOR (n:AnswerLink) REQUIRE (n.workspace, n.id) IS UNIQUE;
CREATE CONSTRAINT calendar_feed_id IF NOT EXISTS FOR (n:CalendarFeed) REQUIRE (n.workspace, n.id) IS UNIQUE;
CREATE INDEX answer_link_by_id IF NOT EXISTS FOR (n:AnswerLink) ON (n.id);
CREATE INDEX calendar_feed_by_id IF NOT EXISTS FOR (n:CalendarFeed) ON (n.id);
CREATE INDEX introduction_state IF NOT EXISTS FOR (n:Introduction) ON (n.workspace, n.state);
