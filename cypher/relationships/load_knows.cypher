// Reads what people think of others, by pairs of ids.
// mode: read
// returns: many
// parameters: pairs
UNWIND $pairs AS wanted
MATCH (b:Person {workspace: $workspace, id: wanted[1]})
WITH wanted, b
MATCH (b)<-[k:KNOWS]-(a:Person)
WHERE a.id = wanted[0]
RETURN a.id AS source, b.id AS target, k.trust AS trust, k.context_keys AS context_keys,
  k.context_trust AS context_trust, k.since AS since, k.last_contact AS last_contact,
  k.notes AS notes, k.own_word AS own_word
