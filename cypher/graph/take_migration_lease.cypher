// Takes the lease on migrating when it is free, expired or already the holder's own.
// The first SET is the lock: what is read after it is true until the transaction ends.
// mode: write
// returns: one
// parameters: holder, now, until
// changes: none
// scope: installation
MERGE (l:MigrationLock {id: 'migrations'})
SET l.turn = coalesce(l.turn, 0) + 1
WITH l, (l.holder IS NULL OR l.holder = $holder OR l.until < $now) AS taken
SET l.holder = CASE WHEN taken THEN $holder ELSE l.holder END,
    l.until = CASE WHEN taken THEN $until ELSE l.until END
RETURN taken AS taken
