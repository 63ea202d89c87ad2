// Lists the people by name between two keys, in order; a null parameter does not filter.
// mode: read
// returns: many
// parameters: after, last, role, organisation
MATCH (p:Person)
WHERE p.sort_key > $after AND p.sort_key <= $last
WITH p
WHERE p.workspace = $workspace
  AND ($role IS NULL OR p.role = $role)
  AND ($organisation IS NULL OR coalesce(p.organisation_key, '') CONTAINS $organisation)
RETURN p.id AS id, p.sort_key AS key
ORDER BY key
