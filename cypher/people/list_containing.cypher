// Lists the people between two keys of the list of names with a text somewhere in their company, or in
// their name too, in order. Who is found by the beginning of a word is left out.
// mode: read
// returns: many
// parameters: after, last, begin, text, in_names, role, organisation
MATCH (p:Person)
WHERE p.sort_key > $after AND p.sort_key <= $last
WITH p
WHERE p.workspace = $workspace
  AND (($in_names AND p.name_key CONTAINS $text) OR coalesce(p.organisation_key, '') CONTAINS $text)
  AND NOT ($in_names AND (p.sort_key STARTS WITH $begin
    OR coalesce(p.turned_1, '') STARTS WITH $begin OR coalesce(p.turned_2, '') STARTS WITH $begin))
  AND NOT coalesce(p.firm_key, '') STARTS WITH $begin
  AND ($role IS NULL OR p.role = $role)
  AND ($organisation IS NULL OR coalesce(p.organisation_key, '') CONTAINS $organisation)
RETURN p.id AS id, p.sort_key AS key
ORDER BY key
