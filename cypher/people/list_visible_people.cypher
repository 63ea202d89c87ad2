// Lists the people a connector sees, a page at a time, by name: themself and their contacts
// in full, of members of their groups, and of contacts where only they say so, the card. A null parameter does not filter; `group` is one
// that they are in.
// mode: read
// returns: many
// parameters: connector, q, profession, group, group_key, organisation, role, after_key, after_id, most
OPTIONAL MATCH (me:Person {workspace: $workspace, id: $connector})
WITH [(me)-[:MEMBER_OF]->(g:Group) WHERE g.id = $group OR g.name_key = $group_key | g.id] AS wanted
CALL {
  MATCH (p:Person {workspace: $workspace, id: $connector})
  RETURN p, 1 AS full
  UNION ALL
  MATCH (:Person {workspace: $workspace, id: $connector})-[k:KNOWS]->(p:Person)
  RETURN p, CASE WHEN k.asserted THEN 0 ELSE 1 END AS full
  UNION ALL
  MATCH (:Person {workspace: $workspace, id: $connector})-[:MEMBER_OF]->(:Group)<-[:MEMBER_OF]-(p:Person)
  RETURN p, 0 AS full
}
WITH wanted, p, max(full) AS full
WHERE (p.name_key > $after_key OR (p.name_key = $after_key AND p.id > $after_id))
  AND ($role IS NULL OR (full = 1 AND p.role = $role))
  AND ($q IS NULL OR p.name_key CONTAINS $q OR coalesce(p.organisation_key, '') CONTAINS $q)
  AND ($organisation IS NULL OR coalesce(p.organisation_key, '') CONTAINS $organisation)
  AND ($profession IS NULL
    OR EXISTS { MATCH (p)-[:PRACTICES]->(f:Profession) WHERE f.id = $profession })
  AND ($group IS NULL OR any(one IN [(p)-[:MEMBER_OF]->(g:Group) | g.id] WHERE one IN wanted))
RETURN p.id AS id, p.name_key AS name_key, full = 1 AS in_full
ORDER BY name_key, id
LIMIT $most
