// Lists the groups, a page at a time, by id; those of one member, or all (null).
// mode: read
// returns: many
// parameters: after, most, member
CALL {
  UNWIND CASE WHEN $member IS NULL THEN [$after] ELSE [] END AS first
  MATCH (g:Group {workspace: $workspace})
  WHERE g.id > first
  RETURN g
  UNION ALL
  MATCH (:Person {workspace: $workspace, id: $member})-[:MEMBER_OF]->(g:Group)
  WHERE g.id > $after
  RETURN DISTINCT g
}
RETURN g.id AS id, g.name AS name, g.meets_regularly AS meets_regularly
ORDER BY id
LIMIT $most
