"""The form of a person: a new one, or one to change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from secrets import token_urlsafe
from typing import Any, ClassVar

from fastapi import APIRouter, Request, Response

from app.catalog.service import list_all_trigger_events, profession_names
from app.dependencies import SecretDep
from app.errors import FieldError, IntrosError, VersionMismatch
from app.idempotency import IdempotentRequest, Replayed
from app.people import service
from app.people.api import PersonId
from app.people.models import Card, NewPerson, Person, PersonPatch, Preferences
from app.security import policy
from app.sign_in.service import SignedIn
from app.web.access import Form, FormDep, PageRoute, SignedInDep, go_to
from app.web.forms import (
    Filled,
    checked,
    faults_of,
    nothing,
    per_quarter_in,
    per_year_of,
    rows_of,
    whole_in,
)
from app.web.rendering import Page, render

router = APIRouter(route_class=PageRoute, include_in_schema=False)
LINES = ("name", "organisation", "title", "town", "notes")
LISTS = ("emails", "phones", "profiles", "regions", "segments", "groups")
DETAILS = ("emails", "phones", "profiles")
EMPTY_ROWS = 2
CHANGED = (
    "Someone changed this person while you were editing. Open the person in another tab to see "
    "what changed, then save again."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonForm(Page):
    template: ClassVar[str] = "person_form.html"
    section: ClassVar[str] = "people"
    action: str
    back: str
    version: str
    """The version that is being changed, as an ETag; of a new person a token used once."""
    filled: Filled
    professions: Mapping[str, str]
    trigger_events: Mapping[str, str]
    is_oneself: bool
    own_part: bool
    """Whether only details and notes are asked for: someone else entered the person."""
    with_wishes: bool
    """What someone wants with introductions is theirs to say, once they are here."""


@router.get("/people/new/form")
def new_person(
    request: Request,
    signed_in: SignedInDep,
) -> Response:
    """An empty form."""
    return show(request, signed_in, None, Filled(), token_urlsafe(16))


@router.post("/people/new/form")
def create_person(
    request: Request, signed_in: SignedInDep, form: FormDep, secret: SecretDep
) -> Response:
    """Create a person as the connector's contact; a form sent twice makes one."""
    values = {k: v for k, v in body_of(form).items() if v is not None}
    body, token = checked(NewPerson, values), form.text("version")
    if isinstance(body, list):
        return refused(request, signed_in, None, form, body)
    once = IdempotentRequest(
        signed_in.session.principal.key_id, request.url.path, token, token.encode(), secret
    )
    try:
        with once.running():
            person = service.create_person(signed_in.session, body, once)
    except Replayed as before:
        person = Person.model_validate_json(before.body)
    except IntrosError as error:
        if not error.errors:
            raise
        return refused(request, signed_in, None, form, error.errors)
    return go_to(f"/people/{person.id}?saved=1")


@router.get("/people/{person_id}/form")
def change_person(
    request: Request,
    person_id: PersonId,
    signed_in: SignedInDep,
) -> Response:
    """The form with existing values."""
    person = service.get_person_to_change(signed_in.session, person_id)
    return show(request, signed_in, person_id, filled_from(person), person.etag)


@router.post("/people/{person_id}/form")
def save_person(
    request: Request, person_id: PersonId, signed_in: SignedInDep, form: FormDep
) -> Response:
    """Save what was typed, unless someone else saved something in the meantime."""
    patch = checked(PersonPatch, body_of(form))
    if isinstance(patch, list):
        return refused(request, signed_in, person_id, form, patch)
    try:
        service.patch_person(signed_in.session, person_id, patch, form.text("version"))
    except VersionMismatch:
        filled = filled_again(form, {}, CHANGED)
        return show(request, signed_in, person_id, filled, form.text("version"), 409)
    except IntrosError as error:
        if not error.errors:
            raise
        return refused(request, signed_in, person_id, form, error.errors)
    return go_to(f"/people/{person_id}?saved=1")


def body_of(form: Form) -> dict[str, Any]:
    """What was typed, as a body of the API; what is empty is null, which clears.

    Where someone else entered the person, the form asks for the connector's own part alone.
    """
    if form.has("own_part"):
        return {name: form.lines(name) for name in DETAILS} | {"notes": nothing(form.text("notes"))}
    body: dict[str, Any] = {name: nothing(form.text(name)) for name in LINES}
    body |= {name: form.lines(name) for name in LISTS}
    body["role"] = form.text("role")
    body["professions"] = form.many("professions")
    body["meets"] = [
        {"trigger_event": event, "per_quarter": per_quarter_in(row.get("per_year", ""))}
        for row in rows_of(form, "meets")
        if (event := row.get("trigger_event"))
    ]
    body["card"] = {name: nothing(form.text(f"card_{name}")) for name in Card.model_fields}
    if form.has("wishes"):
        body["preferences"] = wishes_in(form)
    return body


def wishes_in(form: Form) -> dict[str, Any]:
    """What someone wants with introductions; what is not ticked is as if no one had asked."""
    most = form.text("max_per_week")
    return {
        "opted_out": True if form.has("opted_out") else None,
        "shares_details": True if form.has("shares_details") else None,
        "bridge": False if form.has("no_bridge") else None,
        "consents_without_asking": True if form.has("consents_without_asking") else None,
        "away_until": nothing(form.text("away_until")),
        "max_per_week": whole_in(most) if most else None,
    }


def filled_from(person: Person) -> Filled:
    """The fields as they stand for a person."""
    values = {name: getattr(person, name) or "" for name in LINES}
    values |= {name: "\n".join(getattr(person, name)) for name in LISTS}
    values |= {f"card_{n}": getattr(person.card, n) or "" for n in Card.model_fields}
    values |= preferences_typed(person.preferences) | {"role": person.role or ""}
    if person.role is None:
        values |= {"own_part": "1"}
    meets = [
        {"trigger_event": met.trigger_event, "per_year": per_year_of(met.per_quarter)}
        for met in person.meets
    ]
    return Filled(values, {"meets": meets, "professions": professions_chosen(person.professions)})


def professions_chosen(keys: Sequence[str]) -> list[dict[str, str]]:
    return [{"key": key} for key in keys]


def preferences_typed(wishes: Preferences) -> dict[str, str]:
    typed = {
        "opted_out": wishes.opted_out,
        "shares_details": wishes.shares_details,
        "no_bridge": wishes.bridge is False,
        "consents_without_asking": wishes.consents_without_asking,
    }
    return {name: "on" for name, on in typed.items() if on} | {
        "away_until": wishes.away_until.isoformat() if wishes.away_until else "",
        "max_per_week": "" if wishes.max_per_week is None else str(wishes.max_per_week),
    }


def filled_again(form: Form, faults: Mapping[str, tuple[str, ...]], problem: str) -> Filled:
    """Everything as it was typed, with what is wrong."""
    rows = {
        "meets": rows_of(form, "meets"),
        "professions": professions_chosen(form.many("professions")),
    }
    return Filled(form.starting(""), rows, faults, problem)


def refused(
    request: Request,
    signed_in: SignedIn,
    person_id: str | None,
    form: Form,
    errors: list[FieldError] | tuple[FieldError, ...],
) -> Response:
    """The form again, with what is wrong said at its fields."""
    filled = filled_again(
        form,
        faults_of(errors),
        "Some fields need attention. Correct the marked fields and save again.",
    )
    return show(request, signed_in, person_id, filled, form.text("version"), 422)


def may_say_wishes(signed_in: SignedIn, person_id: str) -> bool:
    principal = signed_in.session.principal
    relation = policy.relation_without_facts(principal, person_id)
    return policy.allows(principal, "change_own_part", relation)


def show(
    request: Request,
    signed_in: SignedIn,
    person_id: str | None,
    filled: Filled,
    version: str,
    status: int = 200,
) -> Response:
    there = f"/people/{person_id}" if person_id else "/people"
    empty = [{"trigger_event": "", "per_year": ""} for _ in range(EMPTY_ROWS)]
    rows = {
        "meets": [*filled.rows.get("meets", []), *empty],
        "professions": [*filled.rows.get("professions", []), {"key": ""}],
    }
    page = PersonForm(
        title=f"Edit {filled.values.get('name')}" if person_id else "Add someone",
        action=f"{there}/form" if person_id else "/people/new/form",
        back=there,
        version=version,
        filled=Filled(filled.values, rows, filled.faults, filled.problem),
        professions=profession_names(signed_in.session),
        is_oneself=person_id == signed_in.connector,
        own_part=bool(filled.values.get("own_part")),
        with_wishes=person_id is None or may_say_wishes(signed_in, person_id),
        trigger_events={e.key: e.name for e in list_all_trigger_events(signed_in.session)},
    )
    return render(request, page, signed_in, status=status)
