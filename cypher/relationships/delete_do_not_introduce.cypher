// Withdraws a wish to keep one person from another: the word of one (`by`), or of all
// (null). It ends with the last one; what a program said, or what no one is known to have said, anyone withdraws.
// mode: write
// returns: one
// parameters: a, b, by
// changes: do_not_introduce deleted by a|b if deleted
// changes: detail updated by a|b if withdrawn
MATCH (:Person {workspace: $workspace, id: $a})-[r:DO_NOT_INTRODUCE]->(:Person {workspace: $workspace, id: $b})
WHERE $by IS NULL OR r.stated_by IS NULL OR $by IN r.stated_by OR '' IN r.stated_by
WITH r, CASE WHEN $by IS NULL THEN [] ELSE [one IN coalesce(r.stated_by, [])
  WHERE one <> $by AND one <> ''] END AS others,
  CASE WHEN $by IS NULL THEN [one IN coalesce(r.stated_by, []) WHERE one <> ''] ELSE [] END AS overruled
SET r.stated_by = others
WITH r, others, overruled
FOREACH (gone IN CASE WHEN others = [] THEN [r] ELSE [] END | DELETE gone)
RETURN sum(CASE WHEN others = [] THEN 1 ELSE 0 END) AS deleted,
  sum(CASE WHEN others = [] THEN 0 ELSE 1 END) AS withdrawn,
  coalesce(head(collect(overruled)), []) AS overruled
