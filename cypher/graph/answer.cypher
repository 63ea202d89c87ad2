// Says that the graph answers.
// mode: read
// returns: one
// scope: installation
RETURN 1 AS ready
