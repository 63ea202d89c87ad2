// Lists who has which identifier.
// mode: read
// returns: many
// parameters:
MATCH (i:Identifier {workspace: $workspace})-[:IDENTIFIES]->(p:Person)
RETURN i.kind + ':' + i.value AS identifier, p.id AS person
