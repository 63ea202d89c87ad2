// Formula 2 has other default weights. A workspace that changed some of the weights keeps all eight as
// they were, so that they still add up to 1: those it left at the defaults of formula 1 are written out.
// The names are the same. All other constants that a workspace didn't change follow the new defaults.

MATCH (w:Workspace)
WHERE any(key IN w.setting_keys WHERE key STARTS WITH 'weight_')
WITH w, [weight IN [
    ['weight_mutual_flow', '0.3'], ['weight_one_way_flow', '0.08'], ['weight_shared_pool', '0.2'],
    ['weight_shared_sources', '0.12'], ['weight_networkers', '0.08'], ['weight_ask', '0.1'],
    ['weight_live', '0.07'], ['weight_ground', '0.05']
  ] WHERE NOT weight[0] IN w.setting_keys] AS missing
WHERE size(missing) > 0
WITH w, missing LIMIT $most
SET w.setting_keys = w.setting_keys + [weight IN missing | weight[0]],
  w.setting_values = w.setting_values + [weight IN missing | weight[1]]
RETURN count(*) AS changed;
