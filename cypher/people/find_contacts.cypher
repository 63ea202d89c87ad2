// Says which of these people a connector knows, and of which only they say so; each is looked at from the side of the few who
// know them, because the embedded engine goes through all contacts for each id otherwise.
// mode: read
// returns: one
// parameters: connector, ids
UNWIND $ids AS id
MATCH (p:Person {workspace: $workspace, id: id})
WITH p
MATCH (p)<-[k:KNOWS]-(c:Person)
WHERE c.id = $connector
RETURN collect(p.id) AS ids, collect(CASE WHEN k.asserted THEN p.id END) AS asserted
