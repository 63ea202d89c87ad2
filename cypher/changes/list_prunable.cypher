// Lists the entries of some transactions that may be pruned when they are old: not those that
// describe a subject, nor tombstones. Each number is looked up: a range would be read as a whole.
// mode: read
// returns: many
// parameters: first, last, most
UNWIND range($first, $last) AS number
MATCH (c:Change {workspace: $workspace, seq: number})
WHERE c.subject IS NULL AND c.hashes IS NULL
WITH c
ORDER BY c.seq, c.id
LIMIT $most
RETURN c.id AS id, c.seq AS seq, c.at AS at, c.kind AS kind,
  CASE WHEN c.op = 'deleted' THEN c.ids END AS deleted
