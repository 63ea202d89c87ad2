"""`settings.md`: its second half, the settings of a workspace, from what the domains declare."""

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from app.setting_sections import SECTIONS
from app.workspace_settings.models import GROUP_TEXTS
from app.workspace_settings.rules import (
    Definition,
    all_definitions,
    range_in_words,
    value_in_words,
)
from docs.schemas import cell

PAGE = Path(__file__).with_name("settings.md")
BEGIN = "## Settings of a workspace\n"
INTRODUCTION = """
Each workspace has its own, with these defaults. Administrators change them on the page `/settings`,
with `intros settings set KEY VALUE`, or through the API (`GET /v1/settings`, `PUT /v1/settings`).
Everything that is sent together is changed together, or nothing is. An answer that refuses a value
names its range. The change log keeps who changed which setting, and weeks that aren't saved yet are
decided again.

Days are whole days. A share is a part of a whole, 0 to 1.
"""


def page() -> str:
    """The page: what is written by hand before this half, then all groups."""
    by_hand = PAGE.read_text(encoding="utf-8").partition(BEGIN)[0]
    parts = [by_hand + BEGIN + INTRODUCTION]
    known = all_definitions(SECTIONS).values()
    for group, settings in groupby(known, key=lambda one: one.group):
        text = GROUP_TEXTS[group]
        parts.append(f"### {text.title}\n\n{text.lead}\n\n{_table(settings)}")
    return "\n".join(parts).replace("’", "'")


def _table(settings: Iterable[Definition]) -> str:
    rows = ["| setting | default | range | meaning |", "|---|---|---|---|"]
    for one in settings:
        cells = [
            f"`{one.key}`",
            value_in_words(one.default),
            range_in_words(one),
            cell(one.meaning),
        ]
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join([*rows, ""])
