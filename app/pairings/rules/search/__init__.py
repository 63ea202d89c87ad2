"""The exact search for the best pairs: docs/exact-search.md has a picture of it.

`profession_groups` and `contact_groups` put contacts together that no score tells apart,
`group_tables` bounds two groups by what they practice, `pair_extras` knows the pairs that have
more than their groups, `search` joins these to the pairs that can reach a score, and
`pair_bounds` gives them as pairs of people.
"""
