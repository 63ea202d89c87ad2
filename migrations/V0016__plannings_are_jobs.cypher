// A planning is a job. The records of earlier ones say nothing that a plan does not say.

MATCH (run:PlanRun) DETACH DELETE run;
DROP INDEX plan_run_week IF EXISTS;
DROP CONSTRAINT plan_run_id IF EXISTS;
