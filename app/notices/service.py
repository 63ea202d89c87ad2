"""Telling connectors about their own security, at every address that was theirs until lately.

Who changes an address, or unsubscribes one, keeps no notice from the one whose it is.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from app.graph import Writer
from app.notices import repository
from app.notices.models import AddressedNotice, Notice
from app.outbox.service import put

KIND = "notice"
FORMER_FOR = timedelta(days=30)
"""How long notices also go to an address that someone else took away."""


def notify(tx: Writer, connector: str, notice: Notice, key: str) -> None:
    """Have a connector told. `key` is made of ids, and says of what."""
    row = tx.optional(repository.find_addressee, id=connector)
    if row is None:
        return
    addresses = {*row.addresses, *still_used(row.former, row.former_until, tx.now)}
    for number, address in enumerate(sorted(addresses)):
        addressed = AddressedNotice(**notice.model_dump(), to=address, to_name=row.name)
        put(tx, KIND, f"{key}|{connector}|{tx.seq}|{number}", addressed, tx.now)


def still_used(
    former: Iterable[str] | None, until: datetime | None, now: datetime
) -> frozenset[str]:
    """The addresses that were someone's, while notices go there too."""
    return frozenset(former or ()) if until is not None and now < until else frozenset()
