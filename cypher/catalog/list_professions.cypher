// Lists professions, a page at a time, by key.
// mode: read
// returns: many
// parameters: after, most
MATCH (f:Profession {workspace: $workspace})
WHERE f.id > $after
RETURN f.id AS key, f.name AS name, f.sphere AS sphere, f.aliases AS aliases,
  f.alias_countries AS alias_countries, f.onet_codes AS onet_codes, f.segments AS segments,
  f.competes_with AS competes_with, f.no_flow_to AS no_flow_to, f.version AS version
ORDER BY key
LIMIT $most
