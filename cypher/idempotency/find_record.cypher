// Finds what was answered to an Idempotency-Key.
// mode: read
// returns: optional
// parameters: id
MATCH (r:IdempotencyRecord {workspace: $workspace, id: $id})
RETURN r.fingerprint AS fingerprint, r.status AS status, r.body AS body, r.headers AS headers,
  r.at AS at
