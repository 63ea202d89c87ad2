"""Intros: which two people to introduce this week, and why."""

import os

# The matrices are small. Threads for them gain nothing, and on a busy machine they wait for each
# other: ranking 500 contacts took 29 ms with them and 12 ms without. Read when numpy is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
