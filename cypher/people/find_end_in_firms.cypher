// Finds where a page of the people by company ends: the last of so many keys after one.
// mode: read
// returns: one
// parameters: after, end, most
MATCH (p:Person)
WHERE p.firm_key > $after AND p.firm_key < $end
WITH p.firm_key AS key LIMIT $most
RETURN max(CASE WHEN key STARTS WITH $workspace THEN key END) AS last
