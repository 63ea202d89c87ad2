// Says how a connector stands to a person: themself, a contact, a member of a group of theirs.
// mode: read
// returns: optional
// parameters: connector, id
MATCH (p:Person {workspace: $workspace, id: $id})
RETURN EXISTS { (:Person {workspace: $workspace, id: $connector})-[:KNOWS]->(p) } AS contact,
  EXISTS {
    (:Person {workspace: $workspace, id: $connector})-[:MEMBER_OF]->(:Group)<-[:MEMBER_OF]-(p)
  } AS member
