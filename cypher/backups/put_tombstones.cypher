// Keeps tombstones that were made after a backup, as they were.
// mode: write
// returns: none
// parameters: rows
// changes: none
UNWIND $rows AS row
MERGE (t:Tombstone {workspace: $workspace, id: row.id})
SET t.deletion = row.deletion, t.key = row.key, t.created_at = row.created_at
