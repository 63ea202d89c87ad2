// Lists the workspaces whose change log has not been pruned since a moment, with their settings.
// mode: read
// returns: many
// parameters: before
// scope: installation
MATCH (w:Workspace)
WHERE coalesce(w.changes_pruned_at, w.created_at) < $before
RETURN w.id AS workspace, w.setting_keys AS keys, w.setting_values AS values
ORDER BY workspace
