// Deletes entries of the change log.
// mode: write
// returns: none
// parameters: ids
// changes: none
UNWIND $ids AS id
MATCH (c:Change {workspace: $workspace, id: id})
DELETE c
