"""`kill -9` in the middle of acknowledged writes: nothing is lost, nothing is there twice.

The short form of `make soak`, which kills hundreds of times and counts the same way.
`test_embedded_engine.py` has what becomes of the processes themselves.
"""

from pathlib import Path

import pytest

from benchmarks.soak.installations import embedded, installation
from benchmarks.soak.kills import run
from tests.graph.test_embedded_engine import assert_all_ends

ROUNDS = 2
PARTS = ("engine", "keeper", "service", "worker", "backup")
LONGEST_SECONDS = 3600.0


@pytest.mark.last
def test_what_was_acknowledged_outlives_kills_and_is_there_once(tmp_path: Path) -> None:
    with embedded(tmp_path) as database, installation(tmp_path, database) as there:
        assert tuple(there.kills) == PARTS
        tally = run(there, ROUNDS * len(PARTS), LONGEST_SECONDS)
    assert_all_ends(tmp_path / "data")
    assert {part: len(times) for part, times in tally.recovered.items()} == dict.fromkeys(
        PARTS, ROUNDS
    )
    assert tally.faults == []
