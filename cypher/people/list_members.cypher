// Lists the members of a group, or else those of a profession, a page at a time, by name: all of them
// are read. A null parameter does not filter.
// mode: read
// returns: many
// parameters: q, profession, group, group_key, organisation, role, after, most
CALL {
  MATCH (g:Group {workspace: $workspace})<-[:MEMBER_OF]-(p:Person)
  WHERE g.id = $group OR g.name_key = $group_key
  RETURN DISTINCT p
  UNION ALL
  UNWIND CASE WHEN $group IS NULL THEN [$profession] ELSE [] END AS wanted
  MATCH (:Profession {workspace: $workspace, id: wanted})<-[:PRACTICES]-(p:Person)
  RETURN p
}
WITH p
WHERE p.sort_key > $after
  AND ($role IS NULL OR p.role = $role)
  AND ($q IS NULL OR p.name_key CONTAINS $q OR coalesce(p.organisation_key, '') CONTAINS $q)
  AND ($organisation IS NULL OR coalesce(p.organisation_key, '') CONTAINS $organisation)
  AND ($profession IS NULL OR $group IS NULL
    OR EXISTS { MATCH (p)-[:PRACTICES]->(f:Profession) WHERE f.id = $profession })
RETURN p.id AS id, p.sort_key AS key
ORDER BY key
LIMIT $most
