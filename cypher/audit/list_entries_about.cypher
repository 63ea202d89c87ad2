// Lists who looked at what one connector keeps, or changed where notices go, the latest first, a page at a time.
// mode: read
// returns: many
// parameters: connector, kinds, before, after_id, most
MATCH (c:Change {workspace: $workspace, subject: $connector})
WHERE c.kind IN $kinds AND (c.seq < $before OR (c.seq = $before AND c.id > $after_id))
WITH c
ORDER BY c.seq DESC, c.id
LIMIT $most
RETURN c.id AS id, c.seq AS seq, c.at AS at, c.by AS by, c.kind AS kind, c.op AS op, c.ids AS ids,
  c.reason AS reason, c.path AS path
ORDER BY seq DESC, id
