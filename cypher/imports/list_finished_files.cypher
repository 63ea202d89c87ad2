// Lists the checksums of the files that were imported whole.
// mode: read
// returns: many
MATCH (i:Import {workspace: $workspace, status: 'done'})
RETURN i.sha256 AS sha256
