// Keeps what was answered to an Idempotency-Key, in place of an expired record of the same key.
// mode: write
// returns: none
// parameters: id, fingerprint, answer, at, at_key
// changes: none
MERGE (r:IdempotencyRecord {workspace: $workspace, id: $id})
SET r.fingerprint = $fingerprint, r.answer = $answer, r.at = $at, r.at_key = $at_key
