"""The pure rules of pairings: from one connector's facts to who should meet, and why.

`factors` are the small numbers, `scoring` the score of any one pair, `exclusions` why a pair is
not proposed, `ranking` the best pairs without scoring every pair, `evidence` the reasons in words.
"""
