// Records that someone asked not to introduce one person to another, why, and who stated it.
// mode: write
// returns: none
// parameters: a, b, reason, by
// changes: do_not_introduce saved by a|b
MATCH (a:Person {workspace: $workspace, id: $a})
MATCH (b:Person {workspace: $workspace, id: $b})
MERGE (a)-[d:DO_NOT_INTRODUCE]->(b)
ON CREATE SET d.stated_by = []
SET d.reason = coalesce($reason, d.reason),
  d.stated_by = CASE WHEN $by IN d.stated_by THEN d.stated_by ELSE d.stated_by + [$by] END
