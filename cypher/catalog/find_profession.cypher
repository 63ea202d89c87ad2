// Finds a profession.
// mode: read
// returns: optional
// parameters: id
MATCH (f:Profession {workspace: $workspace, id: $id})
RETURN f.id AS key, f.name AS name, f.sphere AS sphere, f.aliases AS aliases,
  f.alias_countries AS alias_countries, f.onet_codes AS onet_codes, f.segments AS segments,
  f.competes_with AS competes_with, f.no_flow_to AS no_flow_to, f.version AS version
