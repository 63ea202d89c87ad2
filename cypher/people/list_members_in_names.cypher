// Lists those who are in a group, or practice a profession, between two keys of the list of names, in
// order; a null parameter does not filter.
// mode: read
// returns: many
// parameters: after, last, q, profession, group, group_key, organisation, role
MATCH (p:Person)
WHERE p.sort_key > $after AND p.sort_key <= $last
WITH p
WHERE p.workspace = $workspace
  AND ($role IS NULL OR p.role = $role)
  AND ($q IS NULL OR p.name_key CONTAINS $q OR coalesce(p.organisation_key, '') CONTAINS $q)
  AND ($organisation IS NULL OR coalesce(p.organisation_key, '') CONTAINS $organisation)
  AND ($profession IS NULL
    OR EXISTS { MATCH (p)-[:PRACTICES]->(f:Profession) WHERE f.id = $profession })
  AND ($group IS NULL
    OR EXISTS { MATCH (p)-[:MEMBER_OF]->(g:Group) WHERE g.id = $group OR g.name_key = $group_key })
RETURN p.id AS id, p.sort_key AS key
ORDER BY key
