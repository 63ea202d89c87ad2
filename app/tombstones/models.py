"""What is said when someone who was deleted agrees to be added again."""

import re
from datetime import date
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from app.base_models import Body, Model
from app.field_types import ID_PATTERN, Day, Line

SHORTEST_ACCOUNT = 10
EXTERNAL_ID = re.compile(r"^[a-z][a-z0-9_]{0,31}:.")
DETAILS = ("email", "phone", "profile", "external_id", "id")


def _account(text: str) -> str:
    if len(text) < SHORTEST_ACCOUNT:
        raise ValueError(f"must say how they agreed, in at least {SHORTEST_ACCOUNT} characters")
    return text


def _of_a_system(text: str) -> str:
    if not EXTERNAL_ID.match(text):
        raise ValueError("must be a system and its ID, like hubspot:77")
    return text


class Consent(Body):
    """How a person agreed to be added again, and on which day; kept in the log."""

    how: Annotated[Line, AfterValidator(_account)]
    on: Day


class Lifting(Body):
    """Who may be added again: one of their details, and their consent."""

    email: Line | None = None
    phone: Line | None = None
    profile: Line | None = None
    external_id: Annotated[Line, AfterValidator(_of_a_system)] | None = None
    """The system and its ID, as `hubspot:77`."""
    id: Annotated[str, Field(pattern=ID_PATTERN)] | None = None
    """The ID that they had here."""
    consent: Consent

    @model_validator(mode="after")
    def _one_detail(self) -> Self:
        if sum(getattr(self, name) is not None for name in DETAILS) != 1:
            raise ValueError("send exactly one of email, phone, profile, external_id and id")
        return self

    @property
    def detail(self) -> tuple[str, str]:
        """The one detail that was given, and its field."""
        return next((name, text) for name in DETAILS if (text := getattr(self, name)) is not None)


class Lifted(Model):
    """What was lifted, on which consent."""

    details: int
    """How many details of the person (their ID, addresses in each form, numbers, profiles) may be
    added again."""
    consented_on: date
