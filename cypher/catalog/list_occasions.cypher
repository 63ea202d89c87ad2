// Lists the trigger events with the occasion of each.
// mode: read
// returns: many
// parameters:
MATCH (t:TriggerEvent {workspace: $workspace})
RETURN t.id AS key, t.occasion AS occasion
ORDER BY key
