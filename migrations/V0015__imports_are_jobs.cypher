// Whether an import still runs is what its job says.

MATCH (i:Import) REMOVE i.heartbeat_at;
