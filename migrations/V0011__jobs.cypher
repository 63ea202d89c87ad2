// Work that takes long is a job. Jobs that are due are looked for across workspaces; `due` is there
// only while they wait or run, `forget_at` once they have ended.

CREATE CONSTRAINT job_id IF NOT EXISTS FOR (n:Job) REQUIRE (n.workspace, n.id) IS UNIQUE;
CREATE CONSTRAINT job_part_id IF NOT EXISTS FOR (n:JobPart) REQUIRE (n.workspace, n.id) IS UNIQUE;
CREATE INDEX job_due IF NOT EXISTS FOR (n:Job) ON (n.due);
CREATE INDEX job_forget_at IF NOT EXISTS FOR (n:Job) ON (n.forget_at);
CREATE INDEX job_lane IF NOT EXISTS FOR (n:Job) ON (n.workspace, n.lane);
