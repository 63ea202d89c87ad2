// Takes a lease on an entry that is due, and records the attempt before it is made.
// mode: write
// returns: optional
// parameters: id, lease, now, until
// changes: none
MATCH (e:OutboxEntry {workspace: $workspace, id: $id})
WHERE e.due <= $now AND (e.leased_until IS NULL OR e.leased_until <= $now)
SET e.lease = $lease, e.leased_until = $until, e.attempts = e.attempts + 1,
    e.attempted_at = coalesce(e.attempted_at, []) + $now
RETURN e.id AS id, e.kind AS kind, e.payload AS payload, e.attempts AS attempts,
  e.created_at AS created_at
