"""The pure rules of people: see `drafts` and `changes`."""
