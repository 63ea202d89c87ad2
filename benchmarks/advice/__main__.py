"""`python -m benchmarks.advice`: what published lists say of the advice, and what it is made of.

`--week` plans the first week of six made-up networks and prints it, on a database of its own.
`--sentences FILE` writes 200 made-up pairings in the words that a connector reads.
`--record NAME` keeps the figures for later comparison, `--write-docs` puts what was recorded into
docs/advice.md. The exit code is 0 even when a target is missed.
"""

import argparse
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.advice import sentences, week
from benchmarks.advice.figures import measure, record, recorded
from benchmarks.advice.recall import DEPTHS, missed
from benchmarks.advice.tables import tables
from benchmarks.results import put_table

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "advice.md"


def main() -> int:
    options = arguments()
    if options.week is not None:
        week.show(options.week)
        return 0
    if options.sentences:
        sentences.write(options.sentences)
        return 0
    figures, ranks, lists = measure(
        options.record or "this checkout", commit(), datetime.now(UTC).date()
    )
    if options.record:
        record(figures)
    before = [one for one in recorded() if one.name != figures.name]
    said = tables([*before, figures])
    print(said)
    print("\nNot among the first ten, with the place where it is:")
    for profession, partners in missed(ranks, lists, max(DEPTHS)).items():
        print(f"- {profession}: {', '.join(partners)}")
    if options.write_docs:
        put_table(tables(recorded()), PAGE)
    return 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.advice", description=__doc__)
    parser.add_argument("--week", nargs="*", metavar="NETWORK", help="plan these, or all six")
    parser.add_argument("--sentences", type=Path, metavar="FILE", help="write pairings for reading")
    parser.add_argument("--record", metavar="NAME", help="keep the figures under this name")
    parser.add_argument("--write-docs", action="store_true", help="put the records into the page")
    return parser.parse_args()


def commit() -> str:
    """The last commit that changed program or catalog; `unknown` outside a checkout."""
    done = subprocess.run(
        ["git", "log", "-1", "--format=%h", "--", "app/pairings", "catalog"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.stdout.strip() or "unknown"


if __name__ == "__main__":
    sys.exit(main())
