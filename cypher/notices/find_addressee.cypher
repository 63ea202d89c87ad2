// Finds where someone gets notices: their own addresses, and those that someone else took from them.
// mode: read
// returns: optional
// parameters: id
MATCH (p:Person {workspace: $workspace, id: $id})
RETURN p.name AS name,
  [(p)<-[r:IDENTIFIES]-(i:Identifier) WHERE i.kind = 'email' AND r.private IS NULL | i.value]
    AS addresses,
  p.former_emails AS former, p.former_emails_until AS former_until
