// Says of people how a connector stands to them: knows them, only says so, is in a group with them.
// mode: read
// returns: many
// parameters: connector, ids
MATCH (c:Person {workspace: $workspace, id: $connector})
WITH [(c)-[:MEMBER_OF]->(g:Group) | g.id] AS own
UNWIND $ids AS id
MATCH (p:Person {workspace: $workspace, id: id})
RETURN p.id AS id,
  EXISTS { MATCH (p)<-[:KNOWS]-(k:Person) WHERE k.id = $connector } AS contact,
  EXISTS { MATCH (p)<-[r:KNOWS]-(k:Person) WHERE k.id = $connector AND r.asserted } AS asserted,
  any(g IN [(p)-[:MEMBER_OF]->(m:Group) | m.id] WHERE g IN own) AS member
