"""`make soak`: kills and load on whole installations, bounded in count and time.

It ends with 1 when something acknowledged is lost or there twice, and with 0 however slow the
machine was. `--write-docs` puts the figures into docs/reliability.md.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.__main__ import machine
from benchmarks.results import put_table
from benchmarks.soak import kills, load
from benchmarks.soak.installations import Database, Installation, embedded, installation, neo4j

PAGE = Path(__file__).parents[2] / "docs" / "reliability.md"
DATABASES = {"embedded": embedded, "neo4j5": neo4j}
PARTS = ("kills", "load")


def main() -> int:
    options = arguments()
    lines, lost = [], False
    for name in options.engine or DATABASES:
        for part in options.only or PARTS:
            with standing(name, worker=part == "kills") as (there, database):
                if part == "kills":
                    tally = kills.run(there, options.kills, options.minutes * 60)
                    said, lost = [*tally.lines()], lost or bool(tally.faults)
                else:
                    load.fill(there, database, people=options.people)
                    said = [*load.run(there, options.seconds, people=options.people).lines()]
            lines += [f"### {part.capitalize()}, {name}", "", *(f"- {one}" for one in said), ""]
            print("\n".join(lines[-len(said) - 3 :]), flush=True)
    if options.write_docs:
        put_table("\n".join([machine(), "", *lines]), PAGE)
    return int(lost)


@contextmanager
def standing(name: str, *, worker: bool) -> Iterator[tuple[Installation, Database]]:
    """An installation on a database of this kind, in a folder that goes with it."""
    with (
        tempfile.TemporaryDirectory(prefix="intros-soak-", ignore_cleanup_errors=True) as folder,
        DATABASES[name](Path(folder)) as database,
        installation(Path(folder), database, worker=worker) as there,
    ):
        yield there, database


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make soak", description=__doc__)
    parser.add_argument("--engine", action="append", choices=list(DATABASES), help="only this")
    parser.add_argument("--only", action="append", choices=PARTS, help="only this")
    parser.add_argument("--kills", type=int, default=500, help="on each engine")
    parser.add_argument("--minutes", type=float, default=60, help="the most for the kills of one")
    parser.add_argument("--seconds", type=float, default=120, help="of load")
    parser.add_argument("--people", type=int, default=load.PEOPLE, help="in the network under load")
    parser.add_argument("--write-docs", action="store_true", help="put the figures into the page")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
