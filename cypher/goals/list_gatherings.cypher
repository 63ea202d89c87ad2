// Lists what a connector went to, the newest first, with the people they met and the group.
// mode: read
// returns: many
// parameters: connector, most
MATCH (p:Person {workspace: $workspace, id: $connector})-[:WENT_TO]->(g:Gathering)
WITH g ORDER BY g.on DESC, g.id LIMIT $most
OPTIONAL MATCH (g)-[:OF_GROUP]->(q:Group)
RETURN g.id AS id, g.kind AS kind, g.on AS on, g.hours AS hours, g.note AS note,
  q.id AS group, q.name AS group_name, [(g)-[:WITH]->(m:Person) | m.id] AS people
ORDER BY on DESC, id
