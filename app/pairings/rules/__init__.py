"""The pure rules of pairings: from one connector's facts to who should meet, and why.

`components` are the reasons why two people should meet, one module each, and `factors` the small
numbers that several use. `network` holds one connector's contacts, `scoring` the score of any two
of them, `exclusions` why a pair isn't suggested. `search` bounds pairs without scoring them,
`ranking` makes the list from that, `evidence` a scored pair as it is told.
"""
