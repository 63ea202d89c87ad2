// Lists a person's sessions and the sign-in links that were made for them.
// mode: read
// returns: many
// parameters: id
MATCH (:Person {workspace: $workspace, id: $id})<-[:SIGNS_IN]-(n:Session|SignInLink)
RETURN labels(n)[0] AS kind, null AS other, properties(n) AS properties
