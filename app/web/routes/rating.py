"""Saying how well one knows people, in four words."""

from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter, Request, Response

from app.catalog.service import profession_names
from app.errors import InvalidInput
from app.pairings.service import list_unrated
from app.relationships import service as relationships
from app.relationships.models import Word
from app.relationships.rules import WORDS
from app.web.access import FormDep, PageRoute, SignedInDep, go_to, local
from app.web.person_labels import Chip, professions_in_words
from app.web.rendering import Notice, Page, render

router = APIRouter(route_class=PageRoute, include_in_schema=False)
AT_A_TIME = 30
PREFIX = "word:"
TRUST: dict[str, float] = {word: trust for trust, word in WORDS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class RatePage(Page):
    template: ClassVar[str] = "rate.html"
    section: ClassVar[str] = "rate"
    people: tuple[Chip, ...]
    words: tuple[Word, ...]
    rated: int
    contacts: int


@router.get("/rate")
def rate(request: Request, signed_in: SignedInDep, saved: int = 0) -> Response:
    """Thirty people at a time, first those that good pairings wait for."""
    found = list_unrated(signed_in.session, signed_in.connector, limit=AT_A_TIME)
    names = profession_names(signed_in.session)
    page = RatePage(
        title="Rate your contacts",
        people=tuple(
            Chip(p.id, p.name, professions_in_words(p.professions, names), p.organisation or "")
            for p in found.items
        ),
        words=tuple(WORDS.values()),
        rated=found.rated,
        contacts=found.contacts,
    )
    people = "person" if saved == 1 else "people"
    notice = Notice(f"Rated {saved} {people}.") if saved > 0 else None
    return render(request, page, signed_in, notice=notice)


@router.post("/rate")
def save_ratings(signed_in: SignedInDep, form: FormDep) -> Response:
    """Save the ratings that were chosen; the others stay as they are."""
    chosen = {person: word for person, word in form.starting(PREFIX).items() if word}
    if any(word not in TRUST for word in chosen.values()):
        raise InvalidInput("Choose one of the four ratings.")
    items = [
        {"from": signed_in.connector, "to": person, "trust": TRUST[word]}
        for person, word in chosen.items()
    ]
    result = relationships.save_batch(signed_in.session, items)
    refused = [row.errors[0].message for row in result.results if row.status == "refused"]
    if refused:
        raise InvalidInput("; ".join(dict.fromkeys(refused)))
    back = local(form.text("back"), "/rate").partition("?")[0]
    return go_to(f"{back}?saved={len(items)}&done=rated")
