// Creates a workspace.
// mode: write
// returns: none
// parameters: name, country, currency, time_zone, created_at
// changes: none
CREATE (:Workspace {
  id: $workspace, name: $name, country: $country, currency: $currency, time_zone: $time_zone,
  seq: 1, facts_seq: 1, catalog_seq: 1, setting_keys: [], setting_values: [], created_at: $created_at
})
