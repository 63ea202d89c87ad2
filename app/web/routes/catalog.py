"""The catalog: who sees what, who clients need, and where each figure is from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Annotated, Any, ClassVar

from fastapi import APIRouter, Path, Request, Response

from app.catalog import service
from app.catalog.models import Profession, TriggerEvent
from app.errors import FieldError, IntrosError, VersionMismatch
from app.pairings.rules import phrasing
from app.pairings.rules.phrasing import when
from app.security import policy
from app.sign_in.service import SignedIn
from app.web.access import Form, FormDep, PageRoute, SignedInDep, go_to
from app.web.forms import (
    Filled,
    checked,
    faults_of,
    number_in,
    per_quarter_in,
    per_year_of,
    rows_of,
    whole_in,
)
from app.web.rendering import Notice, Page, render

router = APIRouter(route_class=PageRoute, include_in_schema=False)
Key = Annotated[str, Path(pattern=r"^[a-z][a-z0-9_]{1,63}$")]
EMPTY_ROWS = 2
PERCENT = 100
CHANGED = "Someone changed this while you were editing. Open it in another tab, then save again."


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the catalog as it is shown: profession, amount, time, reason and source."""

    profession: str
    name: str
    amount: str
    when: str
    rationale: str
    source: str
    address: str
    """Where it was published, when that is an address."""


@dataclass(frozen=True, slots=True)
class Sphere:
    """A contact sphere with what belongs to it."""

    name: str
    professions: tuple[Profession, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogPage(Page):
    template: ClassVar[str] = "catalog.html"
    section: ClassVar[str] = "catalog"
    events: tuple[TriggerEvent, ...]
    spheres: tuple[Sphere, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPage(Page):
    template: ClassVar[str] = "trigger_event.html"
    section: ClassVar[str] = "catalog"
    event: TriggerEvent
    meets: tuple[Figure, ...]
    needs: tuple[Figure, ...]
    may_change: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EventForm(Page):
    template: ClassVar[str] = "trigger_event_form.html"
    section: ClassVar[str] = "catalog"
    key: str
    version: str
    filled: Filled
    professions: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfessionPage(Page):
    template: ClassVar[str] = "profession.html"
    section: ClassVar[str] = "catalog"
    profession: Profession
    met: tuple[Figure, ...]
    needed: tuple[Figure, ...]
    """Here each figure is named by its trigger event."""


@router.get("/catalog")
def show_catalog(
    request: Request,
    signed_in: SignedInDep,
) -> Response:
    """All trigger events and professions."""
    professions = service.list_all_professions(signed_in.session)
    by_sphere = sorted(professions, key=lambda p: (p.sphere, p.name))
    page = CatalogPage(
        title="Catalog",
        events=service.list_all_trigger_events(signed_in.session),
        spheres=tuple(
            Sphere(in_words(sphere), tuple(members))
            for sphere, members in groupby(by_sphere, key=lambda p: p.sphere)
        ),
    )
    return render(request, page, signed_in)


@router.get("/catalog/trigger-events/{key}")
def show_trigger_event(
    request: Request, key: Key, signed_in: SignedInDep, saved: str = ""
) -> Response:
    """Who sees it first and who clients need, each figure with its source."""
    event, _ = service.get_trigger_event(signed_in.session, key)
    names = service.profession_names(signed_in.session)
    page = EventPage(
        title=event.name,
        event=event,
        meets=tuple(
            figure(m.profession, names, phrasing.a_year(m.per_quarter), m.source)
            for m in event.meets
        ),
        needs=tuple(
            figure(
                n.profession, names, phrasing.share(n.likelihood), n.source, when(n), n.rationale
            )
            for n in event.needs
        ),
        may_change=policy.has_scope(signed_in.session.principal, "admin"),
    )
    return render(request, page, signed_in, notice=Notice("Saved.") if saved else None)


@router.get("/catalog/professions/{key}")
def show_profession(
    request: Request,
    key: Key,
    signed_in: SignedInDep,
) -> Response:
    """What a profession meets, and what needs it."""
    profession, _ = service.get_profession(signed_in.session, key)
    events = service.list_all_trigger_events(signed_in.session)
    names = {event.key: event.name for event in events}
    page = ProfessionPage(
        title=profession.name,
        profession=profession,
        met=tuple(
            figure(event.key, names, phrasing.a_year(m.per_quarter), m.source)
            for event in events
            for m in event.meets
            if m.profession == key
        ),
        needed=tuple(
            figure(event.key, names, phrasing.share(n.likelihood), n.source, when(n), n.rationale)
            for event in events
            for n in event.needs
            if n.profession == key
        ),
    )
    return render(request, page, signed_in)


@router.get("/catalog/trigger-events/{key}/form")
def change_trigger_event(
    request: Request,
    key: Key,
    signed_in: SignedInDep,
) -> Response:
    """The figures in fields."""
    policy.require_scope(signed_in.session.principal, "admin")
    event, version = service.get_trigger_event(signed_in.session, key)
    return show_form(request, signed_in, key, filled_from(event), version)


@router.post("/catalog/trigger-events/{key}/form")
def save_trigger_event(
    request: Request, key: Key, signed_in: SignedInDep, form: FormDep
) -> Response:
    """Save the figures; rows without a profession are left out."""
    policy.require_scope(signed_in.session.principal, "admin")
    before, _ = service.get_trigger_event(signed_in.session, key)
    names = service.profession_names(signed_in.session)
    event, version = checked(TriggerEvent, body_of(form, before, names)), form.text("version")

    def again(errors: Sequence[FieldError], problem: str, status: int) -> Response:
        filled = filled_again(form, faults_of(errors), problem)
        return show_form(request, signed_in, key, filled, version, status)

    if isinstance(event, list):
        return again(
            event, "Some fields need attention. Correct the marked fields and save again.", 422
        )
    try:
        service.put_trigger_event(signed_in.session, event, version)
    except VersionMismatch:
        return again((), CHANGED, 409)
    except IntrosError as error:
        if not error.errors:
            raise
        return again(
            error.errors,
            "Some fields need attention. Correct the marked fields and save again.",
            422,
        )
    return go_to(f"/catalog/trigger-events/{key}?saved=1")


def figure(
    key: str,
    names: Mapping[str, str],
    amount: str,
    source: str,
    window: str = "",
    rationale: str = "",
) -> Figure:
    address = source if source.startswith(("https://", "http://")) else ""
    name = names.get(key, key)
    return Figure(key, name, amount, window, rationale, phrasing.source(source), address)


def in_words(sphere: str) -> str:
    return sphere.replace("_", " ").capitalize()


def body_of(form: Form, before: TriggerEvent, names: Mapping[str, str]) -> dict[str, Any]:
    """What was typed, as a body of the API; names become keys, percents likelihoods.

    What the form doesn't show stays, and a quote as long as the figure and its source do.
    """
    keys = {name.casefold(): key for key, name in names.items()}
    meets, needs = (
        [
            {**row, "profession": keys.get(name.casefold(), name)}
            for row in rows_of(form, table)
            if (name := row.get("profession"))
        ]
        for table in ("meets", "needs")
    )
    days = {entry.profession: entry.day for entry in before.meets}
    quoted: dict[tuple[object, ...], dict[str, Any]] = {
        (entry.profession, entry.likelihood, entry.source): entry.model_dump(
            include={"denominator", "quote"}
        )
        for entry in before.needs
    }
    shares = {entry.profession: entry.open for entry in before.needs}
    return {
        **before.model_dump(exclude={"name", "day_zero", "meets", "needs"}),
        "name": form.text("name"),
        "day_zero": form.text("day_zero"),
        "meets": [
            {
                "profession": row["profession"],
                "per_quarter": per_quarter_in(row.get("per_year", "")),
                "source": row.get("source", ""),
                "day": days.get(row["profession"]),
            }
            for row in meets
        ],
        "needs": [
            {
                **row,
                "likelihood": (likelihood := share_in(row.get("likelihood", ""))),
                "from_day": whole_in(row.get("from_day", "")),
                "to_day": whole_in(row.get("to_day", "")),
                "open": shares.get(row["profession"]),
                **quoted.get((row["profession"], likelihood, row.get("source", "")), {}),
            }
            for row in needs
        ],
    }


def share_in(text: str) -> object:
    percent = number_in(text.removesuffix("%").strip())
    return round(percent / PERCENT, 6) if isinstance(percent, float) else percent


def filled_from(event: TriggerEvent) -> Filled:
    """The fields as they stand."""
    meets = [
        {
            "profession": entry.profession,
            "per_year": per_year_of(entry.per_quarter),
            "source": entry.source,
        }
        for entry in event.meets
    ]
    needs = [
        {name: typed(value) for name, value in entry.model_dump().items()}
        | {"likelihood": f"{entry.likelihood * PERCENT:g}"}
        for entry in event.needs
    ]
    return Filled(
        {"name": event.name, "day_zero": event.day_zero}, {"meets": meets, "needs": needs}
    )


def typed(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def filled_again(form: Form, faults: Mapping[str, tuple[str, ...]], problem: str) -> Filled:
    rows = {table: rows_of(form, table) for table in ("meets", "needs")}
    return Filled(form.starting(""), rows, faults, problem)


def show_form(
    request: Request,
    signed_in: SignedIn,
    key: str,
    filled: Filled,
    version: str,
    status: int = 200,
) -> Response:
    fields = {
        "meets": ("profession", "per_year", "source"),
        "needs": ("profession", "likelihood", "from_day", "to_day", "rationale", "source"),
    }
    rows = {
        table: [
            *({name: row.get(name, "") for name in names} for row in filled.rows[table]),
            *(dict.fromkeys(names, "") for _ in range(EMPTY_ROWS)),
        ]
        for table, names in fields.items()
    }
    page = EventForm(
        title=f"Edit {filled.values.get('name')}",
        key=key,
        version=version,
        filled=Filled(filled.values, rows, filled.faults, filled.problem),
        professions=service.profession_names(signed_in.session),
    )
    return render(request, page, signed_in, status=status)
