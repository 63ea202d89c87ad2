// Gives the lease on migrating back.
// mode: write
// returns: none
// parameters: holder
// changes: none
// scope: installation
MATCH (l:MigrationLock {id: 'migrations', holder: $holder})
REMOVE l.holder, l.until
