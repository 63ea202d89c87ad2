"""What is known of the words in titles, and what one title was recognized as."""

from typing import Literal

from app.base_models import Model
from app.catalog.models import CatalogKey
from app.field_types import Line

Words = tuple[str, ...]
By = Literal["own", "name", "practice", "phrase", "trade", "company", "credential", "model"]
"""What a profession was recognized by: the workspace's own alias, a name or alias of the catalog,
a practice area with a word for an attorney, a phrase, an owner's trade, the company, letters, or
the linear model."""


class Nothing(Model):
    """Words of people that no one introduces, whatever profession follows."""

    retired: Words
    former: Words
    student: Words
    seeking: Words
    assistant: Words
    teaching: Words
    public_service: Words


class InHouse(Model):
    """Words of people who serve one employer only."""

    words: Words
    exceptions: Words
    unless: Words
    employers: dict[str, Words]


class Lexicon(Model):
    """The words in titles, as `catalog/titles/` has them; the files say what each list means."""

    numbers: Words
    seniority: Words
    filler: Words
    endings: Words
    nothing: Nothing
    something: dict[Literal["seeking", "student", "teaching", "assistant"], Words]
    in_house: InHouse
    guards: dict[str, Words]
    industry: Words
    alone: Words
    never: Words
    whole: Words
    helpers: Words
    besides: Words
    openers: Words
    at: Words
    unfit_companies: dict[str, Words]
    roles: Words
    firm_roles: Words
    practice: dict[str, Words]
    vague: Words
    firm_words: Words
    mixed_firm_words: Words
    phrases: dict[str, Words]
    trades: dict[str, Words]
    credentials: dict[str, str]
    capitals: Words
    hints: dict[str, str]
    companies: dict[str, Words]
    strong_roles: Words
    owner_roles: Words
    weak_roles: Words


class TitleAnswer(Model):
    """What a title means in this workspace."""

    title: Line
    profession: CatalogKey


class Recognition(Model):
    """What a title was recognized as.

    `profession` is None where nothing is sure enough; `suggestions` then has up to three, the most
    likely first. `in_house`: the person serves one employer, and is no referral partner by that.
    """

    profession: str | None = None
    by: By | None = None
    in_house: bool = False
    suggestions: tuple[str, ...] = ()
    ruled_out: bool = False
    """The title says that there is no one to introduce: retired, a student, an assistant."""
