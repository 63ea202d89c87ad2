// Records that an attempt failed, and when the next one is due.
// mode: write
// returns: none
// parameters: id, lease, due, error
// changes: none
MATCH (e:OutboxEntry {workspace: $workspace, id: $id, lease: $lease})
SET e.due = $due, e.last_error = $error
REMOVE e.lease, e.leased_until
