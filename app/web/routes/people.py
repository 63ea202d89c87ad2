"""People: found, looked at, changed, imported one by one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar, get_args
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response

from app.catalog.models import TriggerEvent
from app.catalog.service import list_all_trigger_events, profession_names
from app.pairings.rules.phrasing import QUARTERS
from app.pairings.service import list_partners
from app.people import service
from app.people.api import PersonId
from app.people.models import Group, Person, PersonCard, Role
from app.relationships import service as relationships
from app.relationships.models import Knows, Relationship, Word
from app.relationships.rules import WORDS
from app.sign_in.service import SignedIn
from app.web.access import FormDep, PageRoute, SignedInDep, go_to
from app.web.person_labels import Chip, at_work, professions_in_words
from app.web.rendering import Notice, Page, render
from app.web.routes.pairings import Shown, shown
from app.web.routes.rating import TRUST

router = APIRouter(route_class=PageRoute, include_in_schema=False)
A_PAGE = 40
PARTNERS_SHOWN = 5
MOST_GROUPS = 200
Filter = Annotated[str, Query(max_length=300)]


@dataclass(frozen=True, slots=True)
class Situation:
    """One trigger event that someone meets, or whose clients need them."""

    key: str
    name: str
    figure: float
    source: str
    own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PeoplePage(Page):
    template: ClassVar[str] = "people.html"
    section: ClassVar[str] = "people"
    people: tuple[Chip, ...]
    filters: Mapping[str, str]
    professions: Mapping[str, str]
    groups: tuple[Group, ...]
    roles: tuple[Role, ...]
    more: str | None
    """The address of the next page."""
    filtered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPage(Page):
    template: ClassVar[str] = "person.html"
    section: ClassVar[str] = "people"
    person: Person | PersonCard
    in_full: bool
    is_oneself: bool
    chip: Chip
    relationship: Relationship | None
    words: tuple[Word, ...]
    meets: tuple[Situation, ...]
    needs: tuple[Situation, ...]
    partners: tuple[Shown, ...]


@router.get("/people")
def list_people(
    request: Request,
    signed_in: SignedInDep,
    q: Filter = "",
    profession: Filter = "",
    group: Filter = "",
    role: Filter = "",
    cursor: Annotated[str | None, Query(max_length=16000)] = None,
) -> Response:
    """Everyone the connector sees, by name, with a search."""
    filters = {"q": q, "profession": profession, "group": group, "role": role}
    wanted = {name: text or None for name, text in filters.items()} | {"organisation": None}
    found = service.list_people(signed_in.session, filters=wanted, limit=A_PAGE, cursor=cursor)
    names = profession_names(signed_in.session)
    chosen = {name: text for name, text in filters.items() if text}
    page = PeoplePage(
        title="People",
        people=tuple(chip_of(person, names) for person in found.items),
        filters=filters,
        professions=names,
        groups=service.list_groups(signed_in.session, limit=MOST_GROUPS).items,
        roles=get_args(Role),
        more=f"/people?{urlencode(chosen | {'cursor': found.next_cursor})}"
        if found.next_cursor
        else None,
        filtered=bool(chosen) or cursor is not None,
    )
    return render(request, page, signed_in)


@router.get("/people/{person_id}")
def show_person(
    request: Request, person_id: PersonId, signed_in: SignedInDep, saved: str = ""
) -> Response:
    """One person: who they are, what they see and need, who they should meet."""
    page = person_page(signed_in, service.get_person(signed_in.session, person_id))
    return render(request, page, signed_in, notice=Notice("Saved.") if saved else None)


@router.post("/people/{person_id}/knows")
def say_how_well(person_id: PersonId, signed_in: SignedInDep, form: FormDep) -> Response:
    """How well one knows them; `no` forgets that one does."""
    word, me = form.text("word"), signed_in.connector
    if word == "no":
        relationships.delete_knows(signed_in.session, me, person_id)
        return go_to("/people")
    had = relationships.find_relationship(signed_in.session, me, person_id)
    kept = had.model_dump(include={"contexts", "since", "last_contact"}) if had else {}
    knows = Knows(**kept | {"trust": TRUST.get(word)})
    relationships.put_knows(signed_in.session, me, person_id, knows)
    return go_to(f"/people/{person_id}?saved=1")


@router.post("/people/{person_id}/address")
def decide_address(person_id: PersonId, signed_in: SignedInDep, form: FormDep) -> Response:
    """Whether to use the address that someone else put in the place of theirs."""
    service.decide_address(signed_in.session, person_id, use=form.text("use") == "yes")
    return go_to(f"/people/{person_id}?saved=1")


def chip_of(person: Person | PersonCard, names: Mapping[str, str]) -> Chip:
    return Chip(
        person.id,
        person.name,
        professions_in_words(person.professions, names),
        at_work(person.title, person.organisation),
    )


def person_page(signed_in: SignedIn, person: Person | PersonCard) -> PersonPage:
    me = signed_in.connector
    names = profession_names(signed_in.session)
    events = list_all_trigger_events(signed_in.session)
    own = (
        {m.trigger_event: m.per_quarter for m in person.meets} if isinstance(person, Person) else {}
    )
    partners = list_partners(signed_in.session, me, person.id, limit=PARTNERS_SHOWN)
    return PersonPage(
        title=person.name,
        person=person,
        in_full=isinstance(person, Person),
        is_oneself=person.id == me,
        chip=chip_of(person, names),
        relationship=relationships.find_relationship(signed_in.session, me, person.id),
        words=tuple(WORDS.values()),
        meets=situations_met(events, person.professions, own),
        needs=situations_needing(events, person.professions),
        partners=tuple(shown(pairing, names) for pairing in partners),
    )


def situations_met(
    events: tuple[TriggerEvent, ...], professions: tuple[str, ...], own: Mapping[str, float]
) -> tuple[Situation, ...]:
    """The clients someone sees a year: by their own figures, else by their professions'."""
    found = []
    for event in events:
        typical = [m for m in event.meets if m.profession in professions]
        if event.key in own:
            figure = own[event.key] * QUARTERS
            found.append(Situation(event.key, event.name, figure, "their own figure", True))
        elif typical:
            best = max(typical, key=lambda m: m.per_quarter)
            figure = best.per_quarter * QUARTERS
            found.append(Situation(event.key, event.name, figure, best.source))
    return tuple(sorted(found, key=lambda s: (-s.figure, s.name)))


def situations_needing(
    events: tuple[TriggerEvent, ...], professions: tuple[str, ...]
) -> tuple[Situation, ...]:
    """The situations whose clients need someone like this, the likeliest first."""
    found = []
    for event in events:
        fitting = [n for n in event.needs if n.profession in professions]
        if fitting:
            best = max(fitting, key=lambda n: n.likelihood)
            found.append(Situation(event.key, event.name, best.likelihood, best.source))
    return tuple(sorted(found, key=lambda s: (-s.figure, s.name)))
