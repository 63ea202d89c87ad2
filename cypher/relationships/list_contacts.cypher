// Lists who a person knows, a page at a time, by name; no role where only they say so.
// mode: read
// returns: many
// parameters: id, after_key, after_id, most
MATCH (:Person {workspace: $workspace, id: $id})-[k:KNOWS]->(p:Person)
WHERE p.name_key > $after_key OR (p.name_key = $after_key AND p.id > $after_id)
WITH k, p
ORDER BY p.name_key, p.id
LIMIT $most
RETURN p.id AS id, p.name AS name, p.name_key AS name_key, CASE WHEN k.asserted THEN null ELSE p.role END AS role,
  [(p)-[r:PRACTICES]->(f:Profession) | [r.position, f.id]] AS professions,
  k.trust AS trust, k.context_keys AS context_keys, k.context_trust AS context_trust,
  k.since AS since, k.last_contact AS last_contact
ORDER BY name_key, id
