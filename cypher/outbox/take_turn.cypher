// Takes the turn of what is done once a minute, when it is time and no one else has it.
// The first SET is the lock: what is read after it is true until the transaction ends. A turn that
// ends later than any could was taken while a clock was ahead: it keeps no one out.
// mode: write
// returns: one
// parameters: latest, now, until
// changes: none
// scope: installation
MERGE (c:Clock {id: 'clock'})
SET c.turn = coalesce(c.turn, 0) + 1
WITH c, (c.free_at > $latest) AS ahead,
  (c.free_at IS NULL OR c.free_at <= $now OR c.free_at > $latest) AS taken
SET c.free_at = CASE WHEN taken THEN $until ELSE c.free_at END
RETURN taken AS taken, coalesce(ahead, false) AS ahead
