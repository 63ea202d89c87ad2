// Plans are found by their week and by their connector; fairness looks at recent introductions.

CREATE CONSTRAINT plan_run_id IF NOT EXISTS FOR (n:PlanRun) REQUIRE (n.workspace, n.id) IS UNIQUE;
CREATE INDEX plan_week IF NOT EXISTS FOR (n:Plan) ON (n.workspace, n.week);
CREATE INDEX plan_connector IF NOT EXISTS FOR (n:Plan) ON (n.workspace, n.connector);
CREATE INDEX plan_run_week IF NOT EXISTS FOR (n:PlanRun) ON (n.workspace, n.week);
CREATE INDEX introduction_introduced_at IF NOT EXISTS FOR (n:Introduction) ON (n.workspace, n.introduced_at);
