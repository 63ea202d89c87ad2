// Records that a migration was applied.
// mode: write
// returns: none
// parameters: id, checksum, now
// changes: none
// scope: installation
MERGE (m:Migration {id: $id})
SET m.checksum = $checksum, m.applied_at = $now
