// Lists the history of introductions, the oldest first.
// mode: read
// returns: many
// parameters: introductions
UNWIND $introductions AS introduction
MATCH (c:Change {workspace: $workspace, subject: introduction})
WHERE c.kind = 'introduction'
WITH introduction, c
ORDER BY introduction, c.seq, c.id
RETURN introduction AS introduction, c.at AS at, c.by AS by, c.action AS action, c.from AS from_,
  c.to AS to, c.note AS note
