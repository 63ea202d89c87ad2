// Forgets that migrations after this one were applied, so that they are applied again.
// mode: write
// returns: none
// parameters: after
// changes: none
// scope: installation
MATCH (m:Migration)
WHERE m.id > $after
DETACH DELETE m
