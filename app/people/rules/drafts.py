"""From what is said of a person to a draft in canonical form, or every fault in it.

A person is a bundle of facets, each of which is replaced as a whole or left alone: `properties`
(scalars and lists on the node) and the sets of what the node is related to.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from hashlib import blake2b
from typing import Any, Literal
from urllib.parse import urlsplit

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from app.people.models import Fault, PersonFields, PersonIn
from app.texts import fold, unknown

Facet = Literal["identifiers", "professions", "groups", "work", "education", "meets"]
Related = frozenset[tuple[Any, ...]]

SHARED_KINDS = frozenset({"phone"})
"""Kinds of identifiers that several people may have, so that they do not tell who somebody is."""
NO_EMPLOYER = frozenset(
    {"self-employed", "self employed", "selfemployed", "self", "freelance", "freelancer"}
    | {"independent", "independent consultant", "independent contractor", "consultant"}
    | {"n/a", "na", "none", "null", "-", "--", "—", ".", "private", "confidential", "various"}
    | {"retired", "unemployed", "student", "stealth", "stealth mode", "stealth startup"}
    | {"looking for opportunities", "open to work"}
)
"""What people write where they have no employer, folded."""
LINKEDIN = re.compile(r"(?:[a-z]{2}\.|m\.)?linkedin\.com")
PLAIN_FIELDS = ("name", "role", "connector", "title", "town", "time_zone", "notes")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the workspace knows: to check what is said against it."""

    country: str
    professions: frozenset[str]
    trigger_events: frozenset[str]
    regions: Mapping[str, str]
    """Folded -> as first written."""
    segments: Mapping[str, str]
    groups: Mapping[str, str]
    """Id or folded name -> id."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A person as said, in canonical form; what was not said is not in it."""

    id: str | None
    properties: Mapping[str, Any]
    facets: Mapping[Facet, Related]
    names: Mapping[str, str]
    """Ids of the organisations and groups that it mentions -> their names."""
    said: frozenset[str]
    """The fields that were said, some of them empty."""
    meeting_groups: frozenset[str] = frozenset()
    warnings: tuple[str, ...] = ()

    @property
    def strong(self) -> frozenset[str]:
        """The identifiers that tell who this is, as `kind:value`."""
        related = self.facets.get("identifiers", frozenset())
        return frozenset(f"{k}:{v}" for k, v in related if k not in SHARED_KINDS)


class Refused(ValueError):
    """A row that cannot be saved, with every fault found."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(fault.message for fault in self.faults))


@dataclass(slots=True)
class _Reader:
    """Gathers faults and warnings while one person is normalised."""

    person: PersonFields
    vocabulary: Vocabulary
    faults: list[Fault] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)

    @property
    def said(self) -> set[str]:
        return set(self.person.model_fields_set)

    def fault(self, pointer: str, message: str) -> None:
        self.faults.append(Fault(pointer=pointer, message=message))


def draft(person: PersonFields, vocabulary: Vocabulary) -> Draft:
    """Normalise what is said of a person; raises `Refused` with every fault."""
    reader = _Reader(person, vocabulary)
    facets: dict[Facet, Related] = {}
    if reader.said & {"emails", "phones", "profiles", "external_ids"}:
        facets["identifiers"] = _identifiers(reader)
    if "professions" in reader.said:
        facets["professions"] = _professions(reader)
    if reader.said & {"groups", "meeting_groups"}:
        facets["groups"] = _groups(reader)
    if reader.said & {"work", "organisation"}:
        facets["work"] = _work(reader)
    if "education" in reader.said:
        facets["education"] = _education(reader)
    if "meets" in reader.said:
        facets["meets"] = _meets(reader)
    properties = _properties(reader)
    if reader.faults:
        raise Refused(reader.faults)
    return Draft(
        id=person.id if isinstance(person, PersonIn) else None,
        properties=properties,
        facets=facets,
        names=reader.names,
        said=frozenset(reader.said),
        meeting_groups=frozenset(_group_id(reader, name) for name in person.meeting_groups),
        warnings=tuple(reader.warnings),
    )


def _properties(reader: _Reader) -> dict[str, Any]:
    person, said = reader.person, reader.said
    properties: dict[str, Any] = {n: getattr(person, n) for n in PLAIN_FIELDS if n in said}
    if person.name:
        properties["name_key"] = fold(person.name)
    if "organisation" in said:
        properties["organisation_name"] = person.organisation
    for name, known in (
        ("regions", reader.vocabulary.regions),
        ("segments", reader.vocabulary.segments),
    ):
        if name in said:
            properties[name] = _known_words(reader, name, getattr(person, name), known)
    if "card" in said:
        properties |= {f"card_{name}": text or None for name, text in person.card}
    if "preferences" in said:
        properties |= dict(person.preferences)
    return properties


def _known_words(
    reader: _Reader, name: str, words: Sequence[str], known: Mapping[str, str]
) -> list[str]:
    """The words as first written; a new one is taken with a warning that names the nearest."""
    taken: dict[str, str] = {}
    for word in words:
        key = fold(word)
        if key not in known and key not in taken and known:
            near = get_close_matches(key, known, n=1, cutoff=0.6)
            hint = f"; did you mean “{known[near[0]]}”?" if near else ""
            reader.warnings.append(f"{name}: “{word}” was not known before{hint}")
        taken.setdefault(key, known.get(key, word))
    return list(taken.values())


def _identifiers(reader: _Reader) -> Related:
    person, found = reader.person, set()
    for index, email in enumerate(person.emails):
        try:
            found.add(("email", normalise_email(email)))
        except ValueError as error:
            reader.fault(f"/emails/{index}", str(error))
    for index, phone in enumerate(person.phones):
        try:
            found.add(("phone", normalise_phone(phone, reader.vocabulary.country)))
        except ValueError as error:
            reader.fault(f"/phones/{index}", str(error))
    for index, profile in enumerate(person.profiles):
        try:
            found.add(("profile", normalise_profile(profile)))
        except ValueError as error:
            reader.fault(f"/profiles/{index}", str(error))
    for system, value in person.external_ids.items():
        if system in {"email", "phone", "profile"}:
            reader.fault(f"/external_ids/{system}", f"use the field {system}s instead")
        found.add((system, value))
    return frozenset(found)


def _professions(reader: _Reader) -> Related:
    known = reader.vocabulary.professions
    for index, key in enumerate(reader.person.professions):
        if key not in known:
            reader.fault(f"/professions/{index}", unknown("profession", key, known))
    return frozenset(
        (position, key) for position, key in enumerate(dict.fromkeys(reader.person.professions))
    )


def _meets(reader: _Reader) -> Related:
    known = reader.vocabulary.trigger_events
    for index, meets in enumerate(reader.person.meets):
        if meets.trigger_event not in known:
            message = unknown("trigger event", meets.trigger_event, known)
            reader.fault(f"/meets/{index}/trigger_event", message)
    return frozenset({(m.trigger_event, m.per_quarter) for m in reader.person.meets})


def _groups(reader: _Reader) -> Related:
    names = (*reader.person.groups, *reader.person.meeting_groups)
    return frozenset((_group_id(reader, name),) for name in names)


def _group_id(reader: _Reader, name: str) -> str:
    known = reader.vocabulary.groups
    group = known.get(name) or known.get(fold(name)) or named_id("group", name)
    reader.names.setdefault(group, name)
    return group


def _work(reader: _Reader) -> Related:
    """(organisation, title, from, to, main): the main one stands in the field `organisation`."""
    person, found = reader.person, set()
    for index, work in enumerate(person.work):
        if work.from_ and work.to and work.to < work.from_:
            reader.fault(f"/work/{index}/to", "is before `from`")
        found.add(
            (_organisation(reader, work.organisation), work.title, work.from_, work.to, False)
        )
    if person.organisation and fold(person.organisation) not in NO_EMPLOYER:
        found.add((_organisation(reader, person.organisation), None, None, None, True))
    return frozenset(found)


def _education(reader: _Reader) -> Related:
    found = set()
    for index, school in enumerate(reader.person.education):
        if school.from_ and school.to and school.to < school.from_:
            reader.fault(f"/education/{index}/to", "is before `from`")
        found.add((_organisation(reader, school.school), school.from_, school.to))
    return frozenset(found)


def _organisation(reader: _Reader, name: str) -> str:
    organisation = named_id("org", name)
    reader.names.setdefault(organisation, name)
    return organisation


def named_id(prefix: str, name: str) -> str:
    """The id of what is known by its name alone: the same name gives the same id."""
    return f"{prefix}-{blake2b(fold(name).encode(), digest_size=8).hexdigest()}"


def normalise_email(text: str) -> str:
    """The address in lower case with its domain in ASCII; raises `ValueError` with the fault."""
    try:
        found = validate_email(text, check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        raise ValueError(f"is not an e-mail address: {error}") from None
    return f"{found.local_part}@{found.ascii_domain or found.domain}".casefold()


def normalise_phone(text: str, country: str) -> str:
    """The number in E.164; one without a country code is taken for one of `country`."""
    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        raise ValueError("is not a telephone number") from None
    if not phonenumbers.is_possible_number(number):
        raise ValueError("is not a possible telephone number")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def normalise_profile(text: str) -> str:
    """A profile's address as https, without query, fragment and trailing slash.

    LinkedIn serves the same profile under every country's name and in any case.
    """
    parts = urlsplit(text if "://" in text else f"https://{text}")
    if parts.scheme not in {"http", "https"} or "." not in parts.netloc:
        raise ValueError("is not the address of a profile")
    host, path = parts.netloc.casefold().removeprefix("www."), parts.path.rstrip("/")
    if LINKEDIN.fullmatch(host):
        host, path = "linkedin.com", path.casefold()
    return f"https://{host}{path}"
