// Says whom identifiers belong to.
// mode: read
// returns: one
// parameters: identifiers
UNWIND $identifiers AS identifier
MATCH (i:Identifier {workspace: $workspace, id: identifier})-[:IDENTIFIES]->(p:Person)
RETURN collect([i.id, p.id]) AS pairs
