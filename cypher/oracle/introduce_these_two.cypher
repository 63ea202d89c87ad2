// The whole formula of pairings in one statement: which two people should this connector introduce?
// It answers as the program does, by the shortest road and not by the fastest: every pair is scored.
// For tests, for benchmarks, and for Neo4j Browser (`intros pairings CONNECTOR --as-cypher`).
//
// $workspace, $connector  whose list it is
// $today                  the day it is made for, a date
// $settings               the formula's constants, a map
// $since, $since_day      from when acts count: a time (introductions), its day (the rest)
// $resting_since          from when an introduction, or one declined, keeps the pair out: a time
// $open                   the states of introductions that are under way
// $context                the profession in which trust is meant, or null
// $limit                  how many
MATCH (c:Person {workspace: $workspace, id: $connector})

// The catalog: lists in one order, so that vectors over trigger events have a place for each.
WITH c, $settings AS s,
  COLLECT { MATCH (t:TriggerEvent {workspace: $workspace}) RETURN t.id ORDER BY t.id } AS triggers,
  COLLECT {
    MATCH (t:TriggerEvent {workspace: $workspace}) RETURN coalesce(t.occasion, t.id) ORDER BY t.id
  } AS occasion_of,
  COLLECT { MATCH (t:TriggerEvent {workspace: $workspace}) RETURN DISTINCT coalesce(t.occasion, t.id) } AS occasions,
  COLLECT { MATCH (f:Profession {workspace: $workspace}) RETURN f.id ORDER BY f.id } AS professions,
  COLLECT { MATCH (f:Profession {workspace: $workspace}) RETURN coalesce(f.sphere, '') ORDER BY f.id } AS sphere_of,
  COLLECT {
    MATCH (f:Profession {workspace: $workspace})-[m:MEETS]->(t:TriggerEvent)
    RETURN {f: f.id, t: t.id, n: m.per_quarter, day: m.day}
  } AS meets,
  COLLECT {
    MATCH (t:TriggerEvent {workspace: $workspace})-[n:NEEDS]->(f:Profession)
    RETURN {t: t.id, f: f.id, l: n.likelihood, start: n.from_day, end: n.to_day,
      open: coalesce(n.open, $settings.open_share)}
  } AS needs,
  // Who competes, and who would not name who: "one>other".
  COLLECT {
    MATCH (f:Profession {workspace: $workspace}) WHERE f.competes_with IS NOT NULL
    UNWIND f.competes_with AS other RETURN f.id + '>' + other
  } AS rivals,
  COLLECT {
    MATCH (f:Profession {workspace: $workspace}) WHERE f.no_flow_to IS NOT NULL
    UNWIND f.no_flow_to AS other RETURN f.id + '>' + other
  } AS silent,
  [(c)-[:MEMBER_OF]->(g:Group) | g.id] AS own_groups,
  COLLECT { MATCH (c)-[r:PRACTICES]->(f:Profession) RETURN f.id ORDER BY r.position LIMIT 1 } AS own_first
WITH *, [f IN professions |
    [t IN triggers | reduce(l = 0.0, n IN [n IN needs WHERE n.f = f AND n.t = t | n.l] | l + n)]
  ] AS likely,
  [f IN professions |
    [t IN triggers | reduce(l = 0.0, m IN [m IN meets WHERE m.f = f AND m.t = t | m.n] | l + m)]
  ] AS met,
  [f IN professions |
    [t IN triggers | head([n IN needs WHERE n.f = f AND n.t = t])]
  ] AS need_of,
  [sphere IN sphere_of | coalesce(s['voice_' + sphere], s.voice_other)] AS voice_of,
  [t IN triggers | reduce(day = null, x IN [n IN needs WHERE n.t = t | n.start]
    | CASE WHEN day IS NULL OR x < day THEN x ELSE day END)] AS first_day
// On which day a profession meets the clients of a trigger event: with the need for itself, or with
// the first need of all, where its figure doesn't say.
WITH *, [j IN range(0, size(professions) - 1) |
    [i IN range(0, size(triggers) - 1) | coalesce(need_of[j][i].start, first_day[i], 0)]
  ] AS day_needed
WITH *, [j IN range(0, size(professions) - 1) |
    [i IN range(0, size(triggers) - 1) | coalesce(
      head([m IN meets WHERE m.f = professions[j] AND m.t = triggers[i] AND m.day IS NOT NULL | m.day]),
      day_needed[j][i])]
  ] AS day_met

// Everyone the connector knows, with what enters each of their pairs.
MATCH (c)-[k:KNOWS]->(p:Person)
WITH *,
  COLLECT { MATCH (p)-[r:PRACTICES]->(f:Profession) RETURN f.id ORDER BY r.position } AS does,
  [(p)-[r:MEETS]->(t:TriggerEvent) | {t: t.id, n: r.per_quarter}] AS own_meets,
  COLLECT {
    MATCH (p)-[:PRACTICES]->(f:Profession) WHERE f.segments IS NOT NULL
    UNWIND f.segments AS segment RETURN DISTINCT segment
  } AS usual_segments,
  [(p)-[:MEMBER_OF]->(g:Group) | g.id] AS groups,
  head([(p)-[r:KNOWS]->(c) | r]) AS back
WITH *, coalesce($context, head(does)) AS context,
  [j IN range(0, size(professions) - 1) WHERE professions[j] IN does] AS at,
  head([j IN range(0, size(professions) - 1) WHERE professions[j] = head(does)]) AS first
WITH *,
  head([i IN range(0, size(coalesce(k.context_keys, [])) - 1) WHERE k.context_keys[i] = context | k.context_trust[i]]) AS in_context,
  head([i IN range(0, size(coalesce(back.context_keys, [])) - 1)
    WHERE back.context_keys[i] = head(own_first) | back.context_trust[i]]) AS back_in_context
WITH *, coalesce(in_context, k.trust) AS stated,
  CASE WHEN any(g IN groups WHERE g IN own_groups) THEN s.unrated_trust_shared_group ELSE s.unrated_trust END AS assumed
WITH *, coalesce(stated, assumed) AS first_trust,
  COLLECT {
    MATCH (c)-[:MADE]->(i:Introduction)-[:INTRODUCES {side: 'a'}]->(p), (i)-[o:INTRODUCES {side: 'b'}]->(:Person)
    WHERE o.followed_up IS NOT NULL RETURN o.followed_up
  } + COLLECT {
    MATCH (c)-[:MADE]->(i:Introduction)-[:INTRODUCES {side: 'b'}]->(p), (i)-[o:INTRODUCES {side: 'a'}]->(:Person)
    WHERE o.followed_up IS NOT NULL RETURN o.followed_up
  } AS kept,
  COLLECT { MATCH (c)-[:MADE]->(:Introduction)-[r:INTRODUCES]->(p) WHERE r.meet_again IS NOT NULL RETURN r.meet_again } AS glad
WITH *, CASE WHEN size(kept) < s.learnt_least THEN first_trust
  ELSE (s.learnt_prior_weight * first_trust + size([x IN kept WHERE x])) / (s.learnt_prior_weight + size(kept)) END AS trust
WITH *, coalesce(back_in_context, back.trust, trust) AS first_believed
WITH *, CASE WHEN size(glad) < s.learnt_least THEN first_believed
  ELSE (s.learnt_prior_weight * first_believed + size([x IN glad WHERE x])) / (s.learnt_prior_weight + size(glad)) END AS believed,
  COLLECT { MATCH (c)-[:MADE]->(:Introduction)-[r:INTRODUCES]->(p) WHERE r.asked_at IS NOT NULL RETURN coalesce(r.answer, '') } AS answers,
  COUNT { MATCH (p)-[:MADE]->(i:Introduction) WHERE i.introduced_at >= $since }
    + COUNT { MATCH (p)<-[:INTRODUCES]-(i:Introduction) WHERE i.introduced_at >= $since }
    + COUNT { MATCH (p)-[:GAVE]->(g:Referral|Favour) WHERE g.on >= $since_day }
    + COUNT { MATCH (p)-[:ATTENDED]->(m:Meeting) WHERE m.on >= $since_day } AS acts,
  [i IN range(0, size(triggers) - 1) |
    reduce(l = 0.0, x IN [j IN at | likely[j][i]] | CASE WHEN x > l THEN x ELSE l END)] AS needed
// How they meet each trigger event: by their own figure, with the voice of what they practice first,
// else through the profession that meets it most (the first of equal ones).
WITH *, [i IN range(0, size(triggers) - 1) | {
    own: head([m IN own_meets WHERE m.t = triggers[i] | m.n]),
    most: reduce(best = -1, j IN at | CASE WHEN best = -1 OR met[j][i] > met[best][i] THEN j ELSE best END)
  }] AS ways
WITH *, [i IN range(0, size(triggers) - 1) | CASE
    WHEN ways[i].own IS NOT NULL THEN {
      weight: ways[i].own * CASE WHEN first IS NULL THEN s.voice_other ELSE voice_of[first] END,
      day: CASE WHEN first IS NULL THEN coalesce(first_day[i], 0) ELSE day_needed[first][i] END}
    WHEN ways[i].most = -1 THEN {weight: 0.0, day: 0}
    ELSE {weight: met[ways[i].most][i] * voice_of[ways[i].most], day: day_met[ways[i].most][i]}
  END] AS sees
WITH *,
  [f IN range(0, size(professions) - 1) |
    reduce(n = 0.0, i IN range(0, size(triggers) - 1) | n + met[f][i] * needed[i])] AS sources
WITH *,
  reduce(n = 0.0, x IN needed | n + x * x) AS needed_length,
  reduce(n = 0.0, x IN sources | n + x * x) AS sources_length,
  (s.acceptance_prior_weight * (s.acceptance_base + s.acceptance_per_trust * believed)
    + size([x IN answers WHERE x = 'yes']))
  / (s.acceptance_prior_weight
    + reduce(n = 0.0, x IN answers | n + CASE WHEN x = 'silent' THEN 0.5 ELSE 1.0 END)) AS accepts

// Leave out people who can't be introduced right now.
WHERE p.role = 'partner' AND NOT coalesce(p.opted_out, false)
  AND (k.not_now_until IS NULL OR k.not_now_until < $today)
  AND (p.away_until IS NULL OR p.away_until < $today)
  AND trust >= s.trust_floor
  AND (k.since IS NULL OR trust >= s.too_new_unless_trust
    OR duration.inDays(k.since, $today).days >= s.too_new_days)
WITH c, s, triggers, occasion_of, occasions, needs, professions, likely, need_of, rivals, silent, collect({
    id: p.id, does: does, at: at, sees: sees, needed: needed, sources: sources,
    needed_length: needed_length, sources_length: sources_length, accepts: accepts,
    active: 1 - exp(-acts / s.activity_scale), town: toLower(p.town),
    spheres: [j IN at WHERE sphere_of[j] <> '' | sphere_of[j]],
    regions: [r IN CASE WHEN size(coalesce(p.regions, [])) > 0 THEN p.regions
      WHEN c.default_region IS NOT NULL THEN [c.default_region] ELSE [] END | toLower(r)],
    segments: reduce(seen = [], g IN [g IN CASE WHEN size(coalesce(p.segments, [])) > 0 THEN p.segments
        ELSE usual_segments END | toLower(g)] |
      CASE WHEN g IN seen THEN seen ELSE seen + g END)
  }) AS people

// Every pair that nothing forbids.
UNWIND people AS a
UNWIND people AS b
WITH *
WHERE a.id < b.id
MATCH (x:Person {workspace: $workspace, id: a.id})
MATCH (y:Person {workspace: $workspace, id: b.id})
WITH *, CASE WHEN size(a.regions) = 0 OR size(b.regions) = 0 THEN s.region_unknown ELSE
    reduce(best = 0.0, f IN [q IN a.regions | reduce(most = 0.0, g IN [r IN b.regions |
        CASE WHEN q = '*' OR r = '*' THEN s.region_everywhere
          WHEN q = r OR q STARTS WITH r + '/' OR r STARTS WITH q + '/' THEN 1.0
          WHEN split(q, '/')[0] = split(r, '/')[0] THEN s.region_same_country
          ELSE s.region_apart END] | CASE WHEN g > most THEN g ELSE most END)]
      | CASE WHEN f > best THEN f ELSE best END)
  END AS region
WHERE NOT EXISTS { (x)-[:KNOWS|ACQUAINTED]-(y) }
  AND NOT EXISTS {
    MATCH (x)-[p:WORKED_AT]->(:Organisation)<-[q:WORKED_AT]-(y) WHERE p.to IS NULL AND q.to IS NULL
  }
  AND NOT EXISTS { (x)-[:MEMBER_OF]->(:Group {meets_regularly: true})<-[:MEMBER_OF]-(y) }
  AND NOT EXISTS {
    MATCH (x)<-[:INTRODUCES]-(i:Introduction)-[:INTRODUCES]->(y)
    WHERE i.introduced_at >= $resting_since OR i.declined_at >= $resting_since
  }
  AND NOT EXISTS {
    MATCH (x)<-[:INTRODUCES]-(i:Introduction)-[:INTRODUCES]->(y)
    WHERE i.state IN $open AND EXISTS { (c)-[:MADE]->(i) }
  }
  AND NOT EXISTS {
    MATCH (z:Snooze {workspace: $workspace, connector: $connector, a: a.id, b: b.id})
    WHERE z.until >= $today
  }
  AND NOT EXISTS { (x)-[:DO_NOT_INTRODUCE]-(y) }
  AND (s.allow_competitors OR region <= s.competitors_above_region_factor
    OR none(f IN a.does WHERE any(g IN b.does WHERE f = g OR f + '>' + g IN rivals OR g + '>' + f IN rivals)))

// What flows: overlap, and the clients that each could send the other.
WITH *, size([g IN a.segments WHERE g IN b.segments]) AS both,
  [j IN b.at WHERE NOT j IN a.at] AS b_beyond, [j IN a.at WHERE NOT j IN b.at] AS a_beyond
WITH *, toFloat(both) / CASE WHEN size(a.segments) + size(b.segments) = both THEN 1
    ELSE size(a.segments) + size(b.segments) - both END AS jaccard
WITH *, region * CASE WHEN size(a.segments) = 0 OR size(b.segments) = 0 THEN s.segment_unknown
    WHEN jaccard > s.segment_least THEN jaccard ELSE s.segment_least END AS overlap
// In each trigger event the profession of the taker that is needed most, and what is left of its time.
WITH *,
  [i IN range(0, size(triggers) - 1) | {seen: a.sees[i], best: reduce(best = -1, j IN b_beyond |
      CASE WHEN likely[j][i] > 0 AND (best = -1 OR likely[j][i] > likely[best][i]) THEN j ELSE best END)}] AS a_meets,
  [i IN range(0, size(triggers) - 1) | {seen: b.sees[i], best: reduce(best = -1, j IN a_beyond |
      CASE WHEN likely[j][i] > 0 AND (best = -1 OR likely[j][i] > likely[best][i]) THEN j ELSE best END)}] AS b_meets
WITH *,
  [i IN range(0, size(triggers) - 1) | CASE WHEN a_meets[i].best = -1 THEN null
    ELSE {weight: a_meets[i].seen.weight, day: a_meets[i].seen.day, need: need_of[a_meets[i].best][i]} END] AS a_names,
  [i IN range(0, size(triggers) - 1) | CASE WHEN b_meets[i].best = -1 THEN null
    ELSE {weight: b_meets[i].seen.weight, day: b_meets[i].seen.day, need: need_of[b_meets[i].best][i]} END] AS b_names
WITH *,
  [n IN a_names | CASE WHEN n IS NULL THEN 0.0 ELSE n.weight * n.need.l * n.need.open * CASE
      WHEN n.need.end = n.need.start THEN CASE WHEN n.day <= n.need.end THEN 1.0 ELSE 0.0 END
      WHEN n.day >= n.need.end THEN 0.0
      WHEN n.day <= n.need.start THEN 1.0
      ELSE toFloat(n.need.end - n.day) / (n.need.end - n.need.start) END END] AS a_terms,
  [n IN b_names | CASE WHEN n IS NULL THEN 0.0 ELSE n.weight * n.need.l * n.need.open * CASE
      WHEN n.need.end = n.need.start THEN CASE WHEN n.day <= n.need.end THEN 1.0 ELSE 0.0 END
      WHEN n.day >= n.need.end THEN 0.0
      WHEN n.day <= n.need.start THEN 1.0
      ELSE toFloat(n.need.end - n.day) / (n.need.end - n.need.start) END END] AS b_terms
// One occasion, one client: of an occasion only the largest term counts.
WITH *,
  CASE WHEN any(f IN a.does WHERE any(g IN b.does WHERE f + '>' + g IN silent)) THEN 0.0
    ELSE 4 * s.list_share * overlap * reduce(n = 0.0, o IN occasions | n + reduce(most = 0.0,
      v IN [i IN range(0, size(triggers) - 1) WHERE occasion_of[i] = o | a_terms[i]]
      | CASE WHEN v > most THEN v ELSE most END)) END AS a_to_b,
  CASE WHEN any(f IN b.does WHERE any(g IN a.does WHERE f + '>' + g IN silent)) THEN 0.0
    ELSE 4 * s.list_share * overlap * reduce(n = 0.0, o IN occasions | n + reduce(most = 0.0,
      v IN [i IN range(0, size(triggers) - 1) WHERE occasion_of[i] = o | b_terms[i]]
      | CASE WHEN v > most THEN v ELSE most END)) END AS b_to_a,
  CASE WHEN a.needed_length * b.needed_length = 0 THEN 0.0 ELSE
    reduce(n = 0.0, i IN range(0, size(triggers) - 1) | n + a.needed[i] * b.needed[i])
    / (sqrt(a.needed_length) * sqrt(b.needed_length)) END AS alike,
  CASE WHEN a.sources_length * b.sources_length = 0 THEN 0.0 ELSE
    reduce(n = 0.0, i IN range(0, size(a.sources) - 1) | n + a.sources[i] * b.sources[i])
    / (sqrt(a.sources_length) * sqrt(b.sources_length)) END AS sources_alike,
  reduce(most = 0.0, v IN [i IN range(0, size(triggers) - 1) |
      CASE WHEN a.needed[i] < b.needed[i] THEN a.needed[i] ELSE b.needed[i] END]
    | CASE WHEN v > most THEN v ELSE most END) / s.shared_pool_full_likelihood AS depth,
  reduce(n = 0.0, w IN COLLECT {
      MATCH (x)-[p:SERVES]->(:ProspectPool)<-[q:SERVES]-(y) RETURN sqrt(p.weight * q.weight)
    } | n + w) AS pools

// What they look for, what is open now, what they have in common.
WITH *,
  CASE WHEN EXISTS {
    MATCH (x)-[:ASKS]->(:Ask {status: 'open'})-[:FOR]->(y)
  } OR EXISTS {
    MATCH (y)-[:ASKS]->(:Ask {status: 'open'})-[:FOR]->(x)
  } OR EXISTS {
    MATCH (x)-[:ASKS]->(k:Ask {status: 'open'})
    WHERE EXISTS { MATCH (k)-[:FOR]->(w) WHERE w:Organisation OR w:Profession OR w:ProspectPool }
      AND (NOT EXISTS { (k)-[:FOR]->(:Organisation) } OR EXISTS {
        MATCH (k)-[:FOR]->(:Organisation)<-[w:WORKED_AT]-(y) WHERE w.to IS NULL })
      AND (NOT EXISTS { (k)-[:FOR]->(:Profession) } OR EXISTS { (k)-[:FOR]->(:Profession)<-[:PRACTICES]-(y) })
      AND (NOT EXISTS { (k)-[:FOR]->(:ProspectPool) } OR EXISTS { (k)-[:FOR]->(:ProspectPool)<-[:SERVES]-(y) })
  } OR EXISTS {
    MATCH (y)-[:ASKS]->(k:Ask {status: 'open'})
    WHERE EXISTS { MATCH (k)-[:FOR]->(w) WHERE w:Organisation OR w:Profession OR w:ProspectPool }
      AND (NOT EXISTS { (k)-[:FOR]->(:Organisation) } OR EXISTS {
        MATCH (k)-[:FOR]->(:Organisation)<-[w:WORKED_AT]-(x) WHERE w.to IS NULL })
      AND (NOT EXISTS { (k)-[:FOR]->(:Profession) } OR EXISTS { (k)-[:FOR]->(:Profession)<-[:PRACTICES]-(x) })
      AND (NOT EXISTS { (k)-[:FOR]->(:ProspectPool) } OR EXISTS { (k)-[:FOR]->(:ProspectPool)<-[:SERVES]-(x) })
  } THEN 1.0 ELSE 0.0 END AS ask,
  COLLECT {
    MATCH (x)-[:HANDLES]->(o:Occurrence {status: 'open'})-[:OF]->(t:TriggerEvent)-[n:NEEDS]->(:Profession)<-[:PRACTICES]-(y)
    WHERE EXISTS { (c)-[:REPORTED|HANDLES]->(o) } OR EXISTS { (o)-[:SHARED_WITH]->(c) }
      OR EXISTS { (o)-[:SHARED_WITH]->(:Group)<-[:MEMBER_OF]-(c) }
    RETURN {l: n.likelihood, start: n.from_day, end: n.to_day, day: duration.inDays(o.on, $today).days}
  } + COLLECT {
    MATCH (y)-[:HANDLES]->(o:Occurrence {status: 'open'})-[:OF]->(t:TriggerEvent)-[n:NEEDS]->(:Profession)<-[:PRACTICES]-(x)
    WHERE EXISTS { (c)-[:REPORTED|HANDLES]->(o) } OR EXISTS { (o)-[:SHARED_WITH]->(c) }
      OR EXISTS { (o)-[:SHARED_WITH]->(:Group)<-[:MEMBER_OF]-(c) }
    RETURN {l: n.likelihood, start: n.from_day, end: n.to_day, day: duration.inDays(o.on, $today).days}
  } AS open_needs,
  (1 - s.ground_school) ^ size(COLLECT {
      MATCH (x)-[:STUDIED_AT]->(o:Organisation)<-[:STUDIED_AT]-(y) RETURN DISTINCT o.id })
  * (1 - s.ground_past_employer) ^ size(COLLECT {
      MATCH (x)-[p:WORKED_AT]->(o:Organisation)<-[q:WORKED_AT]-(y)
      WHERE (p.to IS NOT NULL OR q.to IS NOT NULL) AND NOT EXISTS {
        MATCH (x)-[v:WORKED_AT]->(o)<-[w:WORKED_AT]-(y)
        WHERE v.from IS NOT NULL AND w.from IS NOT NULL
          AND (w.to IS NULL OR v.from.year <= w.to.year) AND (v.to IS NULL OR w.from.year <= v.to.year)
      }
      RETURN DISTINCT o.id })
  * (1 - s.ground_group) ^ size(COLLECT {
      MATCH (x)-[:MEMBER_OF]->(g:Group)<-[:MEMBER_OF]-(y) RETURN DISTINCT g.id })
  * CASE WHEN a.town = b.town THEN 1 - s.ground_town ELSE 1.0 END AS not_common

// Would they have met anyway? Never counted for each: who else knows both, in the whole workspace.
WITH *, size(COLLECT {
    MATCH (x)-[:KNOWS|ACQUAINTED]-(z:Person)-[:KNOWS|ACQUAINTED]-(y) WHERE z <> c RETURN DISTINCT z.id
  }) AS common
WITH *,
  CASE WHEN region >= 1 AND any(g IN a.spheres WHERE g IN b.spheres) THEN s.may_know_sphere ELSE 0.0 END AS same_sphere,
  CASE WHEN 1 - (1 - s.may_know_common) ^ common < s.may_know_common_most
    THEN 1 - (1 - s.may_know_common) ^ common ELSE s.may_know_common_most END AS same_circles,
  CASE WHEN EXISTS {
    MATCH (x)-[v:WORKED_AT]->(:Organisation)<-[w:WORKED_AT]-(y)
    WHERE v.from IS NOT NULL AND w.from IS NOT NULL
      AND (w.to IS NULL OR v.from.year <= w.to.year) AND (v.to IS NULL OR w.from.year <= v.to.year)
  } OR EXISTS {
    MATCH (x)-[v:STUDIED_AT]->(:Organisation)<-[w:STUDIED_AT]-(y)
    WHERE v.from IS NOT NULL AND w.from IS NOT NULL
      AND (w.to IS NULL OR v.from.year <= w.to.year) AND (v.to IS NULL OR w.from.year <= v.to.year)
  } THEN s.may_know_same_years ELSE 0.0 END AS same_years

// The eight components, and the score.
WITH a, b, s, a_to_b, b_to_a,
  reduce(most = 0.0, v IN [same_sphere, same_circles, same_years] | CASE WHEN v > most THEN v ELSE most END) AS may_know,
  1 - exp(-CASE WHEN a_to_b * b_to_a = 0 THEN 0.0 ELSE 2 * a_to_b * b_to_a / (a_to_b + b_to_a) END / s.flow_scale) AS mutual_flow,
  1 - exp(-CASE WHEN a_to_b > b_to_a THEN a_to_b ELSE b_to_a END / s.flow_scale) AS one_way_flow,
  overlap * alike * CASE WHEN depth < 1 THEN depth ELSE 1.0 END AS same_needs,
  CASE WHEN pools < 1 THEN pools ELSE 1.0 END AS same_pools,
  overlap * sources_alike AS shared_sources,
  sqrt(a.active * b.active) AS networkers, ask, 1 - not_common AS ground,
  reduce(most = 0.0, v IN [n IN open_needs | n.l * CASE
      WHEN n.day >= n.start AND n.day <= n.end THEN 1.0
      WHEN n.day < n.start AND n.day > n.start - s.live_rise_days
        THEN (n.day - (n.start - s.live_rise_days)) / s.live_rise_days
      ELSE 0.0 END] | CASE WHEN v > most THEN v ELSE most END) AS live
WITH *, CASE WHEN same_needs > same_pools THEN same_needs ELSE same_pools END AS shared_pool
WITH *, a.accepts * b.accepts AS acceptance, s.standing_unknown AS relationship,
  (1 - may_know) * (s.weight_mutual_flow * mutual_flow + s.weight_one_way_flow * one_way_flow
  + s.weight_shared_pool * shared_pool + s.weight_shared_sources * shared_sources
  + s.weight_networkers * networkers + s.weight_ask * ask + s.weight_live * live
  + s.weight_ground * ground) AS value
WHERE value >= s.weak_below
RETURN a.id AS a, b.id AS b, acceptance * relationship * value AS score, acceptance, relationship,
  value, may_know, mutual_flow, one_way_flow, shared_pool, shared_sources, networkers, ask, live, ground,
  a_to_b, b_to_a
ORDER BY round(score, 12) DESC, a, b
LIMIT $limit
