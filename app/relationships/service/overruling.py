"""Telling connectors that someone else withdrew what they had said of two people."""

from collections.abc import Iterable

from app.graph import Writer
from app.notices.models import LINK, Notice
from app.notices.service import notify
from app.people.service.reading import load_person

SUBJECT = "Something you said about {a} and {b} was withdrawn"
TEXT = """Hi,

{what} This was withdrawn, so {a} and {b} may be suggested to each other again.

Who did it: {by}

If you don't agree, say it again here:
{link}
"""
APART = "You asked not to introduce {a} to {b}."
ACQUAINTED = "You said that {a} and {b} know each other."


def tell_overruled(tx: Writer, connectors: Iterable[str], what: str, a: str, b: str) -> None:
    """Tell these connectors that their word about two people (`what`) no longer holds."""
    overruled = [one for one in connectors if one != tx.by]
    if not overruled:
        return
    names = {"a": load_person(tx, a, None), "b": load_person(tx, b, None)}
    words = {side: row.properties["name"] for side, row in names.items()}
    text = TEXT.format(what=what.format(**words), **words, by=tx.by, link=LINK)
    notice = Notice(subject=SUBJECT.format(**words), text=text, path=f"/pairings/{a}/{b}")
    for connector in overruled:
        notify(tx, connector, notice, f"wish|{a}|{b}")
