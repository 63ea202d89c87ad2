// A planning is a job. The records of earlier ones say nothing that a plan does not say.
// replaces: 6f85a7179340b91e85ca6dbbccbb12af34ad924de5460cc2c47fb594176b0992

MATCH (run:PlanRun)
WITH run LIMIT $most
DETACH DELETE run
RETURN count(*) AS changed;

DROP INDEX plan_run_week IF EXISTS;
DROP CONSTRAINT plan_run_id IF EXISTS;
