"""Queries on who knows who."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from app.belongings.kinds import Gone, HeldRow
from app.graph import NoRow, Query


class Practiced(NamedTuple):
    position: int
    profession: str


class AcquaintedPair(NamedTuple):
    """Two who know each other, the smaller id first."""

    a: str
    b: str


@dataclass(frozen=True, slots=True)
class KnowsRow:
    source: str
    target: str
    trust: float | None
    context_keys: list[str] | None
    context_trust: list[float] | None
    since: date | None
    last_contact: date | None
    notes: str | None
    own_word: bool | None

    @property
    def rated(self) -> bool:
        """Whether anything was said of how well `source` knows `target`."""
        return self.trust is not None or bool(self.context_keys)


@dataclass(frozen=True, slots=True)
class ContactRow:
    id: str
    name: str
    name_key: str
    role: str | None
    professions: list[Practiced]
    trust: float | None
    context_keys: list[str] | None
    context_trust: list[float] | None
    since: date | None
    last_contact: date | None


@dataclass(frozen=True, slots=True)
class Pairs:
    pairs: list[AcquaintedPair]


@dataclass(frozen=True, slots=True)
class Deleted:
    deleted: int


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Whether a wish ended, or only one word for it."""

    deleted: int
    withdrawn: int
    overruled: list[str]
    """The connectors whose word someone else withdrew."""

    @property
    def any(self) -> bool:
        return bool(self.deleted or self.withdrawn)


@dataclass(frozen=True, slots=True)
class Changed:
    changed: int


load_knows = Query("relationships/load_knows", KnowsRow)
create_knows = Query("relationships/create_knows", NoRow)
confirm_knows = Query("relationships/confirm_knows", NoRow)
change_knows = Query("relationships/change_knows", NoRow)
delete_knows = Query("relationships/delete_knows", Deleted)
list_contacts = Query("relationships/list_contacts", ContactRow)
find_acquainted = Query("relationships/find_acquainted", Pairs)
create_acquainted = Query("relationships/create_acquainted", NoRow)
join_acquainted = Query("relationships/join_acquainted", NoRow)
delete_acquainted = Query("relationships/delete_acquainted", Withdrawn)
put_do_not_introduce = Query("relationships/put_do_not_introduce", NoRow)
delete_do_not_introduce = Query("relationships/delete_do_not_introduce", Withdrawn)
put_snooze = Query("relationships/put_snooze", NoRow)
delete_snooze = Query("relationships/delete_snooze", Deleted)
set_not_now = Query("relationships/set_not_now", Changed)
delete_of_person = Query("relationships/delete_of_person", Gone)
drop_offers_of_person = Query("relationships/drop_offers_of_person", Gone)
drop_words_of_person = Query("relationships/drop_words_of_person", Gone)
list_of_person = Query("relationships/list_of_person", HeldRow)
