// Forgets the plans that were made for a person.
// mode: write
// returns: none
// parameters: id
MATCH (plan:Plan {workspace: $workspace, connector: $id})
DETACH DELETE plan
