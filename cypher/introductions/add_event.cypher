// Adds a line to the history of an introduction.
// mode: write
// returns: none
// parameters: introduction, id, properties
MATCH (i:Introduction {workspace: $workspace, id: $introduction})
CREATE (e:IntroductionEvent {workspace: $workspace, id: $id})
SET e += $properties
CREATE (i)-[:HAS]->(e)
