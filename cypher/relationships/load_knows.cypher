// Reads what people think of others, by pairs of ids.
// mode: read
// returns: many
// parameters: pairs
UNWIND $pairs AS wanted
MATCH (a:Person {workspace: $workspace, id: wanted[0]})-[k:KNOWS]->(b:Person {workspace: $workspace, id: wanted[1]})
RETURN a.id AS source, b.id AS target, k.trust AS trust, k.context_keys AS context_keys,
  k.context_trust AS context_trust, k.since AS since, k.last_contact AS last_contact
