// Offers those who use an old address of a person the one that someone else has put in its place;
// `follows` where the old one is still on file.
// mode: write
// returns: many
// parameters: rows, by, version
// changes: detail updated by returned.connector|returned.person
UNWIND $rows AS row
MATCH (p:Person {workspace: $workspace, id: row.id})
WITH row, p
MATCH (p)<-[k:KNOWS]-(c:Person)
WHERE ($by IS NULL OR c.id <> $by)
  AND NOT row.new IN coalesce(k.details, [])
  AND (row.old IN k.details OR (k.details IS NULL AND k.own_word IS NULL AND row.follows))
SET k.offered = row.new, k.offered_for = row.old, k.offered_by = $by, k.version = $version
RETURN c.id AS connector, p.id AS person
