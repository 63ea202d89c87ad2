// Finds what was answered to an Idempotency-Key.
// mode: read
// returns: optional
// parameters: id
MATCH (r:IdempotencyRecord {workspace: $workspace, id: $id})
RETURN r.fingerprint AS fingerprint, r.answer AS answer, r.at AS at
