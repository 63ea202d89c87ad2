"""People: saved one by one or in batches, found, listed, changed, deleted."""
