// Takes the turn of what is done once a minute, when it is time and no one else has it.
// The first SET is the lock: what is read after it is true until the transaction ends.
// mode: write
// returns: one
// parameters: now, until
// changes: none
// scope: installation
MERGE (c:Clock {id: 'clock'})
SET c.turn = coalesce(c.turn, 0) + 1
WITH c, (c.free_at IS NULL OR c.free_at <= $now) AS taken
SET c.free_at = CASE WHEN taken THEN $until ELSE c.free_at END
RETURN taken AS taken
