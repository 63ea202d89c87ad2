// Finds since when someone may read what a connector keeps: the last time that they gave a reason.
// mode: read
// returns: optional
// parameters: connector, by, since
MATCH (c:Change {workspace: $workspace, subject: $connector})
WHERE c.kind = 'break_glass' AND c.by = $by AND c.at > $since
RETURN c.at AS at
ORDER BY at DESC
LIMIT 1
