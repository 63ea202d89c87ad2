"""What people think of each other, and who knows who."""

from datetime import date
from typing import Literal

from pydantic import Field, SkipValidation, model_validator

from app.base_models import Body, Model
from app.field_types import NO_OTHERS, Day, Id, Share, Text
from app.people.models import Key

Word = Literal["don't introduce", "know of", "would introduce", "vouch for"]
NeverReason = Literal["competitors", "no_fit", "bad_blood", "asked_not_to", "would_not_vouch"]
"""Why two people are never to be introduced; told to no one but anyone who said it."""


class Knows(Body):
    """How well one person knows another; trust is 0..1, absent while unrated."""

    trust: Share | None = None
    contexts: dict[Key, Share] = Field(default={}, max_length=50, json_schema_extra=NO_OTHERS)
    """Trust in a profession, by its key."""
    since: Day | None = None
    last_contact: Day | None = None
    notes: Text | None = None
    """What the first notes about the second; kept when it is left out."""


class RelationshipIn(Knows):
    """What `from` thinks of `to`."""

    from_: Id = Field(alias="from")
    to: Id

    @model_validator(mode="after")
    def _two_people(self) -> "RelationshipIn":
        if self.from_ == self.to:
            raise ValueError("`from` and `to` are the same person")
        return self


class Relationship(RelationshipIn):
    """How well `from` knows `to`, with trust as one of four words. Notes stand with the person."""

    notes: Text | None = Field(default=None, exclude=True)
    rated: bool
    word: Word | None


class PairIn(Body):
    """Two people who know each other."""

    a: Id
    b: Id

    @model_validator(mode="after")
    def _two_people(self) -> "PairIn":
        if self.a == self.b:
            raise ValueError("`a` and `b` are the same person")
        return self


class RelationshipBatch(Body):
    """Rows are looked at one by one, so that a bad one does not stop the others."""

    items: list[SkipValidation[RelationshipIn]] = Field(max_length=5000)


class Contact(Model):
    """Someone a person knows, as that person sees them."""

    id: str
    name: str
    role: str | None
    """Null where only the caller says so, and someone else entered them."""
    professions: tuple[str, ...]
    trust: float | None
    contexts: dict[str, float]
    since: date | None
    last_contact: date | None
    rated: bool
    word: Word | None
    """Trust in one of four words; None while unrated."""


class ContactList(Model):
    items: tuple[Contact, ...]
    next_cursor: str | None = None


class KnownPair(Model):
    a: str
    b: str


class Never(Body):
    """Why two people shouldn't be introduced; the reason is optional."""

    reason: NeverReason | None = None


class Until(Body):
    """The last day of a snooze or pause."""

    until: Day
