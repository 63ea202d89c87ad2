// Finds where a page of the people by name ends: the last of so many keys after one.
// mode: read
// returns: one
// parameters: after, end, most
MATCH (p:Person)
WHERE p.sort_key > $after AND p.sort_key < $end
WITH p.sort_key AS key LIMIT $most
RETURN max(CASE WHEN key STARTS WITH $workspace THEN key END) AS last
