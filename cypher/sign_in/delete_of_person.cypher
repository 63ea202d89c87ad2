// Deletes a person's sessions and the sign-in links that were made for them.
// mode: write
// returns: none
// parameters: id
// changes: none
MATCH (:Person {workspace: $workspace, id: $id})<-[:SIGNS_IN]-(n:Session|SignInLink)
DETACH DELETE n
