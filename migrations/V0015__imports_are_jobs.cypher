// Whether an import still runs is what its job says.
// replaces: a83a143de8ddaf39d8b8236c95b69e7f71f34ae12df2375d9388bb438633efa2

MATCH (i:Import) WHERE i.heartbeat_at IS NOT NULL
WITH i LIMIT $most
REMOVE i.heartbeat_at
RETURN count(*) AS changed;
