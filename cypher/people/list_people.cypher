// Lists the people whom a caller may see, a page at a time, by name; a null parameter does not filter.
// mode: read
// returns: many
// parameters: connector, q, profession, group, organisation, role, after_key, after_id, most
MATCH (p:Person {workspace: $workspace})
WHERE (p.name_key > $after_key OR (p.name_key = $after_key AND p.id > $after_id))
  AND ($role IS NULL OR p.role = $role)
  AND ($q IS NULL OR p.name_key CONTAINS $q OR toLower(coalesce(p.organisation_name, '')) CONTAINS $q)
  AND ($organisation IS NULL OR toLower(coalesce(p.organisation_name, '')) CONTAINS $organisation)
  AND ($profession IS NULL OR EXISTS { (p)-[:PRACTICES]->(:Profession {workspace: $workspace, id: $profession}) })
  AND ($group IS NULL OR EXISTS { (p)-[:MEMBER_OF]->(:Group {workspace: $workspace, id: $group}) })
WITH p, ($connector IS NULL OR p.id = $connector
  OR EXISTS { (:Person {workspace: $workspace, id: $connector})-[:KNOWS]->(p) }) AS in_full
WHERE in_full
  OR EXISTS { (:Person {workspace: $workspace, id: $connector})-[:MEMBER_OF]->(:Group)<-[:MEMBER_OF]-(p) }
RETURN p.id AS id, p.name_key AS name_key, in_full AS in_full
ORDER BY name_key, id
LIMIT $most
