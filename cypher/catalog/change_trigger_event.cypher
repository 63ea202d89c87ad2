// Replaces what is said of a trigger event itself, and drops its figures to be written again.
// mode: write
// returns: none
// parameters: id, properties, version
// changes: trigger_event updated by id
MATCH (t:TriggerEvent {workspace: $workspace, id: $id})
SET t += $properties, t.version = $version
WITH t
OPTIONAL MATCH (:Profession)-[m:MEETS]->(t)
DELETE m
WITH DISTINCT t
OPTIONAL MATCH (t)-[n:NEEDS]->(:Profession)
DELETE n
