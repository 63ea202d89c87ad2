// Lists the people by second word of the name between two keys, in order; a null parameter does not filter.
// Who is found earlier by the same beginning is left out.
// mode: read
// returns: many
// parameters: after, last, begin, role, organisation
MATCH (p:Person)
WHERE p.turned_1 > $after AND p.turned_1 <= $last
WITH p
WHERE p.workspace = $workspace
  AND NOT p.sort_key STARTS WITH $begin
  AND ($role IS NULL OR p.role = $role)
  AND ($organisation IS NULL OR coalesce(p.organisation_key, '') CONTAINS $organisation)
RETURN p.id AS id, p.turned_1 AS key
ORDER BY key
