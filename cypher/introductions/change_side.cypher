// Changes what stands for one of the two people of an introduction.
// mode: write
// returns: none
// parameters: id, side, properties
// changes: introduction updated by id
MATCH (i:Introduction {workspace: $workspace, id: $id})-[r:INTRODUCES]->(:Person)
WHERE r.side = $side
SET r += $properties
