"""What `make soak` does: kills and load, on whole installations of their own, bounded in count.

`make test` has a short form of the kills (`tests/graph/test_kill.py`). The figures of a whole run
stand in docs/reliability.md.
"""
