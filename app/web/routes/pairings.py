"""Who to introduce, why, why not, and “not these two”."""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from typing import Annotated, ClassVar, get_args
from urllib.parse import quote

from fastapi import APIRouter, Query, Request, Response

from app.catalog.service import profession_names
from app.errors import InvalidInput, NotFound
from app.field_types import ID_PATTERN
from app.pairings import service
from app.pairings.models import ExplainedPairing, Pairing, PairingPerson
from app.pairings.rules.components import TITLES
from app.people.api import PersonId
from app.people.service import get_person, list_people
from app.relationships import service as relationships
from app.relationships.models import NeverReason, PairIn
from app.sign_in.service import SignedIn
from app.web.access import Form, FormDep, PageRoute, SignedInDep, go_to, local
from app.web.diagram import Picture, picture
from app.web.person_labels import Chip, professions_in_words
from app.web.rendering import Notice, Page, render

router = APIRouter(route_class=PageRoute, include_in_schema=False)
SHOWN = 12
EVIDENCE_SHOWN = 3
MOST_FOUND = 8
NEVER: dict[NeverReason, str] = {
    "no_fit": "They wouldn’t be a good match",
    "competitors": "They compete for the same clients",
    "bad_blood": "There is bad blood between them",
    "asked_not_to": "One of them asked me not to",
    "would_not_vouch": "I wouldn’t put my name to it",
}
LATER = {"30": "in a month", "90": "in three months", "180": "in six months"}
UNDONE = "Undone."
DONE = {
    "known": "Saved: {a} and {b} already know each other.",
    "not-now": "{a} and {b} are snoozed.",
    "never": "{a} and {b} won’t be suggested again.",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One pairing as the list shows it."""

    a: Chip
    b: Chip
    sentence: str
    evidence: tuple[str, ...]
    unrated: tuple[Chip, ...]
    may_know: tuple[str, ...]
    """Why the two may know each other, where that is worth a question."""
    estimated: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the score: what it says, then its numbers."""

    words: str
    evidence: tuple[str, ...]
    value: float
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingsPage(Page):
    template: ClassVar[str] = "pairings.html"
    section: ClassVar[str] = "pairings"
    pairings: tuple[Shown, ...]
    note: str | None
    later: Mapping[str, str]
    never: Mapping[NeverReason, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyPage(Page):
    template: ClassVar[str] = "why.html"
    section: ClassVar[str] = "pairings"
    pairing: ExplainedPairing
    shown: Shown
    parts: tuple[Part, ...]
    picture: Picture | None
    later: Mapping[str, str]
    never: Mapping[NeverReason, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyNotPage(Page):
    template: ClassVar[str] = "why_not.html"
    section: ClassVar[str] = "pairings"
    a: str
    b: str
    a_found: tuple[Chip, ...]
    b_found: tuple[Chip, ...]


@router.get("/")
def home() -> Response:
    """The first page is the week."""
    return go_to("/week")


@router.get("/pairings")
def list_pairings(
    request: Request,
    signed_in: SignedInDep,
    done: str = "",
    a: str = "",
    b: str = "",
) -> Response:
    """The best introductions of the connector, with why."""
    found = service.list_pairings(signed_in.session, signed_in.connector, limit=SHOWN)
    names = profession_names(signed_in.session)
    page = PairingsPage(
        title="Suggestions",
        pairings=tuple(shown(pairing, names) for pairing in found.items),
        note=found.note,
        later=LATER,
        never=NEVER,
    )
    notice = what_was_done(signed_in, done, a, b)
    return render(request, page, signed_in, notice=notice)


@router.get("/pairings/{a}/{b}")
def why(
    request: Request,
    a: PersonId,
    b: PersonId,
    signed_in: SignedInDep,
    done: str = "",
) -> Response:
    """Why these two, or why not."""
    explained = service.explain_pairing(signed_in.session, signed_in.connector, a, b)
    names = profession_names(signed_in.session)
    one, other = explained.a, explained.b
    page = WhyPage(
        title=f"{one.name} and {other.name}",
        pairing=explained,
        shown=shown(explained, names),
        parts=parts(explained),
        picture=picture(explained.connections, one.name, other.name),
        later=LATER,
        never=NEVER,
    )
    return render(request, page, signed_in, notice=what_was_done(signed_in, done, a, b))


@router.get("/why-not")
def why_not(
    request: Request,
    signed_in: SignedInDep,
    a: Annotated[str, Query(max_length=300)] = "",
    b: Annotated[str, Query(max_length=300)] = "",
) -> Response:
    """Find two people by their names, and go to what there is to say of them."""
    names = profession_names(signed_in.session)
    a_found, b_found = (people_named(signed_in, text, names) for text in (a, b))
    if len(a_found) == len(b_found) == 1 and a_found[0].id != b_found[0].id:
        return go_to(address(a_found[0].id, b_found[0].id))
    page = WhyNotPage(title="Check two people", a=a, b=b, a_found=a_found, b_found=b_found)
    return render(request, page, signed_in)


@router.post("/pairings/{a}/{b}/known")
def mark_acquainted(a: PersonId, b: PersonId, signed_in: SignedInDep, form: FormDep) -> Response:
    """They know each other."""
    relationships.mark_acquainted(signed_in.session, PairIn(a=a, b=b))
    return after(form, "known", a, b)


@router.post("/pairings/{a}/{b}/not-now")
def put_aside(a: PersonId, b: PersonId, signed_in: SignedInDep, form: FormDep) -> Response:
    """Not now: again after the days that were chosen."""
    days = form.text("days")
    if days not in LATER:
        raise InvalidInput("Choose when to suggest these two again.")
    until = signed_in.session.now().date() + timedelta(int(days))
    relationships.put_snooze(signed_in.session, signed_in.connector, a, b, until)
    return after(form, "not-now", a, b)


@router.post("/pairings/{a}/{b}/never")
def never(a: PersonId, b: PersonId, signed_in: SignedInDep, form: FormDep) -> Response:
    """Never, and why."""
    chosen = next((r for r in get_args(NeverReason) if r == form.text("reason")), None)
    if chosen is None:
        raise InvalidInput("Choose one of the five reasons.")
    relationships.put_do_not_introduce(signed_in.session, a, b, chosen)
    return after(form, "never", a, b)


@router.post("/pairings/{a}/{b}/undo")
def undo(a: PersonId, b: PersonId, signed_in: SignedInDep, form: FormDep) -> Response:
    """Undo what was just said of the two; a second time changes nothing."""
    what = form.text("what")
    with suppress(NotFound):
        if what == "known":
            relationships.unmark_acquainted(signed_in.session, PairIn(a=a, b=b))
        elif what == "not-now":
            relationships.delete_snooze(signed_in.session, signed_in.connector, a, b)
        elif what == "never":
            relationships.delete_do_not_introduce(signed_in.session, a, b)
    return after(form, "undone", a, b)


def after(form: Form, done: str, a: str, b: str) -> Response:
    """Back to where the form stood, with what was done in the address."""
    back = local(form.text("back"), "/pairings").partition("?")[0]
    return go_to(f"{back}?done={done}&a={quote(a)}&b={quote(b)}")


def address(a: str, b: str) -> str:
    return f"/pairings/{quote(a)}/{quote(b)}"


def what_was_done(signed_in: SignedIn, done: str, a: str, b: str) -> Notice | None:
    """What to say after a form, with an undo; nothing for people one does not see."""
    if done == "undone":
        return Notice(UNDONE)
    if done == "rated":
        return Notice("Rating saved.")
    if done not in DONE:
        return None
    try:
        pair = service.explain_pairing(signed_in.session, signed_in.connector, a, b)
    except (NotFound, InvalidInput):
        return None
    text = DONE[done].format(a=pair.a.name, b=pair.b.name)
    return Notice(text, f"{address(a, b)}/undo", (("what", done),))


def chip(person: PairingPerson, names: Mapping[str, str]) -> Chip:
    return Chip(person.id, person.name, professions_in_words(person.professions, names))


def shown(pairing: Pairing, names: Mapping[str, str]) -> Shown:
    a, b = chip(pairing.a, names), chip(pairing.b, names)
    leading = sorted(pairing.components, key=lambda c: c.value * c.weight, reverse=True)
    texts = dict.fromkeys(e.text for component in leading for e in component.evidence)
    return Shown(
        a=a,
        b=b,
        sentence=pairing.sentence,
        evidence=tuple(islice(texts, EVIDENCE_SHOWN)),
        unrated=tuple(person for person in (a, b) if person.id in pairing.needs_rating),
        may_know=tuple(why.text for why in pairing.may_know.reasons)
        if pairing.may_know.ask
        else (),
        estimated=pairing.estimated,
    )


def parts(pairing: Pairing) -> tuple[Part, ...]:
    """What speaks for the pair, the weightiest first; each sentence is told once."""
    found, told = [], set[str]()
    for c in sorted(pairing.components, key=lambda c: -c.value * c.weight):
        texts = tuple(e.text for e in c.evidence if e.text not in told)
        told.update(texts)
        found.append(Part(TITLES[c.name], texts, c.value, c.weight))
    return tuple(found)


def people_named(signed_in: SignedIn, text: str, names: Mapping[str, str]) -> tuple[Chip, ...]:
    """The people with this id, this name, or this in their name."""
    if not text.strip():
        return ()
    if re.match(ID_PATTERN, text):
        with suppress(NotFound):
            named = get_person(signed_in.session, text)
            return (Chip(named.id, named.name, professions_in_words(named.professions, names)),)
    listed = list_people(signed_in.session, filters={"q": text}, limit=200).items
    found = [p for p in listed if p.id != signed_in.connector]
    exact = [p for p in found if p.name.casefold() == text.strip().casefold()]
    return tuple(
        Chip(p.id, p.name, professions_in_words(p.professions, names), p.organisation or "")
        for p in (exact if len(exact) == 1 else found)[:MOST_FOUND]
    )
