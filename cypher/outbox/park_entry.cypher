// Puts an entry aside, with the reason, until someone asks for another attempt.
// mode: write
// returns: none
// parameters: id, lease, now, error
// changes: none
MATCH (e:OutboxEntry {workspace: $workspace, id: $id, lease: $lease})
SET e.parked_at = $now, e.last_error = $error
REMOVE e.due, e.lease, e.leased_until
