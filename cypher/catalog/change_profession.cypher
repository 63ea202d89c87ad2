// Replaces what is said of a profession.
// mode: write
// returns: none
// parameters: id, properties, version
// changes: profession updated by id
MATCH (f:Profession {workspace: $workspace, id: $id})
SET f += $properties, f.version = $version
