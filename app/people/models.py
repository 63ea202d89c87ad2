"""People as they come in and go out: the bodies of the API, shared with the imports."""

from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    Field,
    SkipValidation,
    Strict,
    model_validator,
)

from app.base_models import Body, Model
from app.errors import FieldError
from app.etags import etag_of, etag_of_content
from app.field_types import NO_OTHERS, SOMETHING, Day, Flag, Id, Line, Text, TimeZone, one_line

Role = Literal["partner", "client", "prospect", "other"]
Status = Literal["created", "updated", "unchanged", "refused", "suppressed"]
"""`suppressed`: it is about someone who was deleted, and nothing was saved."""
How = Literal["told", "alias", "guessed", "confirmed"]
"""How a profession is known: someone stated it; the title is a name of it; more of the title or the
company says so; or someone stated what a title had said before."""
System = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,31}$")]
Key = Annotated[
    str, Strict(), Field(max_length=64, json_schema_extra=SOMETHING), AfterValidator(one_line)
]
FaultCode = Literal[
    "invalid_input",
    "unknown_profession",
    "unknown_trigger_event",
    "identifier_taken",
    "ambiguous_identity",
    "duplicate_in_batch",
    "suppressed",
    "not_found",
    "forbidden",
]


def _region(path: str) -> str:
    parts = [part.strip() for part in path.strip("/").split("/")]
    if not all(parts) or ("*" in parts and parts != ["*"]):
        raise ValueError("must be an area like US/NY/Kings, or * for everywhere")
    return "/".join(parts)


Region = Annotated[Line, AfterValidator(_region)]
Many = Field(default=(), max_length=100)


class Work(Body):
    """A place someone worked at; without `to` they still do."""

    organisation: Line
    title: Line | None = None
    from_: Day | None = Field(default=None, alias="from")
    to: Day | None = None


class Education(Body):
    school: Line
    from_: Day | None = Field(default=None, alias="from")
    to: Day | None = None


class OwnMeets(Body):
    """How many clients in a trigger event this person sees per quarter, by their own figure."""

    trigger_event: Key
    per_quarter: Annotated[float, Strict(), Field(ge=0, le=10_000, allow_inf_nan=False)]


class Card(Body):
    """What others need to know to refer this person."""

    one_line: Text | None = None
    ideal_client: Text | None = None
    listen_for: Text | None = None
    not_for: Text | None = None
    how_to_introduce: Text | None = None
    help_wanted: Text | None = None


class Preferences(Body):
    """This person's preferences for introductions; `bridge` false keeps them out of paths."""

    opted_out: Flag | None = None
    bridge: Flag | None = None
    max_per_week: Annotated[int, Strict(), Field(ge=0, le=100)] | None = None
    away_until: Day | None = None
    consents_without_asking: Flag | None = None
    shares_details: Flag | None = None
    """Whether everyone who knows them sees their contact details that are on file."""


class PersonFields(Body):
    """Everything about a person that can be said; what is not said stays as it is."""

    name: Line | None = None
    role: Role = "partner"
    connector: Flag = False
    emails: tuple[Line, ...] = Many
    phones: tuple[Line, ...] = Many
    profiles: tuple[Line, ...] = Many
    external_ids: dict[System, Line] = Field(default={}, max_length=20, json_schema_extra=NO_OTHERS)
    professions: tuple[Key, ...] = Many
    organisation: Line | None = None
    title: Line | None = None
    town: Line | None = None
    regions: tuple[Region, ...] = Many
    segments: tuple[Line, ...] = Many
    groups: tuple[Line, ...] = Many
    """Ids or names; a name that is not known makes a group."""
    meeting_groups: tuple[Line, ...] = Many
    """Groups that meet regularly; their members are not introduced to each other."""
    time_zone: TimeZone | None = None
    default_region: Region | None = None
    """Of a connector: where contacts serve whose area isn't known."""
    work: tuple[Work, ...] = Many
    education: tuple[Education, ...] = Many
    meets: tuple[OwnMeets, ...] = Many
    card: Card = Card()
    preferences: Preferences = Preferences()
    notes: Text | None = None


class PersonIn(PersonFields):
    """A person to save: found by `id`, else by an email, profile or external id."""

    id: Id | None = None


class RecognizedPerson(PersonIn):
    """A person whose professions only their title says."""

    how: Literal["alias", "guessed"] = Field(exclude=True)


class NewPerson(PersonIn):
    """A person to create. A name is required."""

    name: Line


HAVE_NO_EMPTY = frozenset({"name", "role", "connector", "external_ids"})


class PersonPatch(PersonFields):
    """A JSON merge patch (RFC 7396): fields that are not sent stay, null clears.

    The parts of `card`, `preferences` and `external_ids` are merged one by one.
    """

    name: Line = ""
    external_ids: dict[System, Line | None] | None = Field(  # type: ignore[assignment]
        default={}, max_length=20, json_schema_extra=NO_OTHERS
    )

    @model_validator(mode="before")
    @classmethod
    def _null_clears(cls, sent: Any) -> Any:
        """Null stands for the empty value where there is one; a name or a role is never empty."""
        if not isinstance(sent, dict):
            return sent
        empty = {n: f.default for n, f in cls.model_fields.items() if n not in HAVE_NO_EMPTY}
        empty |= {"card": dict.fromkeys(Card.model_fields)}
        empty |= {"preferences": dict.fromkeys(Preferences.model_fields)}
        return {n: empty.get(n) if value is None else value for n, value in sent.items()}


class PeopleBatch(Body):
    """Rows are looked at one by one, so that a bad one does not stop the others."""

    items: list[SkipValidation[PersonIn]] = Field(max_length=1000)


class RowResult(Model):
    """The result of one row."""

    index: int
    id: str | None
    status: Status
    errors: tuple[FieldError, ...] = ()
    warnings: tuple[str, ...] = ()
    recognised: bool = Field(default=False, exclude=True)
    """Found by an identifier instead of the id (the imports count these as merged)."""


class BatchResult(Model):
    results: tuple[RowResult, ...]


class PersonCard(Model):
    """What members of the same group see of a person."""

    id: str
    name: str
    professions: tuple[str, ...]
    organisation: str | None
    title: str | None
    card: Card


class AddressChange(Model):
    """Someone else replaced an email address that the caller still uses."""

    replaces: str
    """The address that the caller uses."""
    by: str | None
    """Who replaced it, if a connector did: their ID."""
    by_name: str | None = None
    """Their name, where one person is read."""


class AddressDecision(Body):
    """Whether to use the new address from now on; `false` keeps the old one."""

    use: Flag


class Sharing(Body):
    """The connector who gets the caller's contact details of a person."""

    with_: Id = Field(alias="with")


class Person(PersonCard):
    """A person as people who know them see them: with the caller's own details and notes.

    Where only the caller says so, and someone else entered them, no more than the card and these:
    `role` is null then, and what is not shown is empty.
    """

    professions_how: dict[str, How]
    """How each of the professions is known."""
    role: Role | None
    connector: bool
    emails: tuple[str, ...]
    phones: tuple[str, ...]
    profiles: tuple[str, ...]
    external_ids: dict[str, str]
    town: str | None
    regions: tuple[str, ...]
    segments: tuple[str, ...]
    groups: tuple[str, ...]
    time_zone: str | None
    default_region: str | None
    work: tuple[Work, ...]
    education: tuple[Education, ...]
    meets: tuple[OwnMeets, ...]
    preferences: Preferences
    notes: str | None
    address_change: AddressChange | None = None
    version: int
    warnings: tuple[str, ...] = ()

    @property
    def etag(self) -> str:
        return etag_of(self.version)


class PersonList(Model):
    items: tuple[Person | PersonCard, ...]
    next_cursor: str | None = None


class Connector(Model):
    """Someone who uses Intros."""

    id: str
    name: str


class ConnectorList(Model):
    items: tuple[Connector, ...]
    next_cursor: str | None = None


class Group(Model):
    id: str
    name: str
    meets_regularly: bool

    @property
    def etag(self) -> str:
        return etag_of_content(self.model_dump_json())


class GroupIn(Body):
    name: Line
    meets_regularly: Flag = False


class GroupList(Model):
    items: tuple[Group, ...]
    next_cursor: str | None = None
