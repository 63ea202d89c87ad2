// A connector has one goal.

CREATE CONSTRAINT goal_id IF NOT EXISTS FOR (n:Goal) REQUIRE (n.workspace, n.id) IS UNIQUE;
