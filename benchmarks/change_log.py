"""What the change log costs: writes through the services, with their entries and without.

The program cannot do without its log; here the statement that appends entries is left out.
"""

from collections.abc import Callable
from itertools import count
from unittest.mock import patch

from app.graph import Writer
from app.people.models import NewPerson
from app.people.service.changing import create_person
from app.relationships.models import Knows
from app.relationships.service import put_knows
from benchmarks.bench import Bench, new_workspace
from benchmarks.results import Result, Target, times
from benchmarks.timing import in_turns
from tests.sessions import acting

MOST = 1.10
WITH, WITHOUT = "with", "without"


def measure(bench: Bench) -> list[Result]:
    """Each kind of write in turns, on new people or with another trust, so that each changes."""
    workspace = new_workspace(bench.graph)
    session = acting(bench.graph, workspace)
    numbers = count()
    create_person(session, NewPerson(id="dana", name="Dana Osei", connector=True))
    dana = acting(bench.graph, workspace, connector="dana")
    create_person(dana, NewPerson(id="ann", name="Ann Li"))

    def create() -> None:
        number = next(numbers)
        create_person(session, NewPerson(id=f"p{number}", name=f"Person {number}"))

    def rate() -> None:
        put_knows(dana, "dana", "ann", Knows(trust=next(numbers) % 100 / 100))

    return [
        _ratio(bench, "person created", create),
        _ratio(bench, "relationship rated", rate),
    ]


def _ratio(bench: Bench, what: str, write: Callable[[], None]) -> Result:
    def unlogged() -> None:
        with patch.object(Writer, "append_changes"):
            write()

    found = in_turns({WITH: write, WITHOUT: unlogged}, 100 if bench.quick else 1000)
    return times(
        f"{what}, with the change log, times without it",
        bench.name,
        found[WITH].median,
        found[WITHOUT].median,
        target=Target(MOST, "most"),
    )
