"""The prose check: looks for words and phrases in everything that a person reads.

The rules are in `words.yaml`, and the files that they look at in `sources.py`. `paragraphs.py` cuts
a file into paragraphs, without code, links, template tags and keys.
"""

from tests.prose.rules import find, load_rules
from tests.prose.sources import all_paragraphs


def faults() -> list[str]:
    """What fails `make check`: one line for each."""
    return [str(finding) for finding in find(all_paragraphs(), load_rules()) if finding.fails]
