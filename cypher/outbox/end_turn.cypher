// Ends a turn of the clock, and says when the next one begins.
// mode: write
// returns: none
// parameters: next
// changes: none
// scope: installation
MATCH (c:Clock {id: 'clock'})
SET c.free_at = $next
