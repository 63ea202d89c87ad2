// Reads how entries ended, of those of some ids that are there.
// mode: read
// returns: many
// parameters: ids
UNWIND $ids AS id
MATCH (e:OutboxEntry {workspace: $workspace, id: id})
RETURN id, e.done_at AS done_at, e.parked_at AS parked_at, e.outcome AS outcome
ORDER BY id
