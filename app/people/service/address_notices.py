"""Telling a connector, at the address before, that someone changed where they are written to."""

from dataclasses import replace

from app.graph import Writer
from app.notices.models import LINK, Notice
from app.notices.service import FORMER_FOR, notify, still_used
from app.people.rules.changes import Change, Existing
from app.people.rules.details import emails_of, on_file

TEXT = """Hi,

{what}

Who did it: {by}

If you don't know why, ask your administrator. Your access log lists it:
{link}
"""
CHANGED = "Your email address in Intros was changed"
CHANGED_WORDS = "Your email addresses in Intros were changed. Emails may go to another address now."
ENDED = "You no longer use Intros"
ENDED_WORDS = "You are no longer a connector in Intros: you can't sign in, and your API keys ended."


def tell_of_addresses(tx: Writer, change: Change, existing: Existing) -> Change:
    """Tell a connector of a change of their addresses on file, or of the end of their role.

    Returns the change. By someone else it also keeps the addresses that go, for a month of
    notices: who changes an address hides nothing by that.
    """
    if not existing.properties.get("connector"):
        return change
    before = emails_of(on_file(existing.stated))
    after = emails_of(change.facets.get("identifiers", on_file(existing.stated)))
    ends = not change.properties.get("connector", True)
    if before == after and not ends:
        return change
    if before != after:
        tx.describe("address", change.id, {}, op="updated")
        _tell(tx, change.id, "address", CHANGED, CHANGED_WORDS)
    if ends:
        tx.describe("role", change.id, {}, op="deleted")
        _tell(tx, change.id, "role", ENDED, ENDED_WORDS)
    if tx.by == change.id:
        return change
    known = existing.properties
    former = still_used(known.get("former_emails"), known.get("former_emails_until"), tx.now)
    kept = former | (before if ends else before - after)
    until = {"former_emails": sorted(kept), "former_emails_until": tx.now + FORMER_FOR}
    return replace(change, properties={**change.properties, **until})


def _tell(tx: Writer, connector: str, key: str, subject: str, what: str) -> None:
    text = TEXT.format(what=what, by=tx.by, link=LINK)
    notify(tx, connector, Notice(subject=subject, text=text, path="/audit"), key)
