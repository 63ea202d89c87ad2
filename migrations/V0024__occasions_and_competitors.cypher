// Trigger events that name no occasion are occasions of their own. Of professions, no one has said yet
// what clients they serve and what others they compete with.

MATCH (t:TriggerEvent) WHERE t.occasion IS NULL
WITH t LIMIT $most
SET t.occasion = t.id
RETURN count(*) AS changed;

MATCH (f:Profession) WHERE f.segments IS NULL
WITH f LIMIT $most
SET f.segments = [], f.competes_with = [], f.no_flow_to = []
RETURN count(*) AS changed;
