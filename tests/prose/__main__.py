"""`python -m tests.prose [scope …]`: every finding, warnings and long sentences too."""

import sys

from tests.prose.rules import find, load_rules
from tests.prose.sources import all_paragraphs


def main(scopes: list[str]) -> None:
    wanted = [p for p in all_paragraphs() if not scopes or not p.scopes.isdisjoint(scopes)]
    for finding in find(wanted, load_rules()):
        print(f"{'error' if finding.fails else 'warn '} {finding}")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
