// Finds where a page of the people by second word of the name ends: the last of so many keys after one.
// mode: read
// returns: one
// parameters: after, end, most
MATCH (p:Person)
WHERE p.turned_1 > $after AND p.turned_1 < $end
WITH p.turned_1 AS key LIMIT $most
RETURN max(CASE WHEN key STARTS WITH $workspace THEN key END) AS last
