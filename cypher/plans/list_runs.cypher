// Lists the records of a week's plannings, the last one first.
// mode: read
// returns: many
// parameters: week
MATCH (run:PlanRun {workspace: $workspace, week: $week})
RETURN run.id AS id, run.status AS status, run.connectors AS connectors, run.done AS done,
  run.message AS message, run.started_at AS started_at, run.heartbeat_at AS heartbeat_at
ORDER BY started_at DESC, id
