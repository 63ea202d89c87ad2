// Counts the nodes of each label, for the doctor: it reads all of them.
// mode: read
// returns: many
// scope: installation
MATCH (n)
WITH labels(n)[0] AS label, size(keys(n)) AS properties
RETURN label AS label, count(*) AS nodes, sum(properties) AS properties
ORDER BY label
