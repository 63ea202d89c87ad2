// Counts the members of a group, or else those of a profession, but no more than `most`.
// mode: read
// returns: one
// parameters: profession, group, group_key, most
CALL {
  MATCH (g:Group {workspace: $workspace})<-[:MEMBER_OF]-(p:Person)
  WHERE g.id = $group OR g.name_key = $group_key
  RETURN p LIMIT $most
  UNION ALL
  UNWIND CASE WHEN $group IS NULL THEN [$profession] ELSE [] END AS wanted
  MATCH (:Profession {workspace: $workspace, id: wanted})<-[:PRACTICES]-(p:Person)
  RETURN p LIMIT $most
}
RETURN count(p) AS members
