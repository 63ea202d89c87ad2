"""From what is said of a person to a draft in canonical form, or every fault in it.

A person is a bundle of facets, each of which is replaced as a whole or left alone: `properties`
(scalars and lists on the node) and the sets of what the node is related to.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from hashlib import blake2b
from typing import Any, Literal

from app.errors import FieldError
from app.field_types import fold, unknown
from app.people.models import FaultCode, PersonFields, PersonIn, RecognizedPerson
from app.people.rules.identifiers import normalise_email, normalise_phone, normalise_profile
from app.tombstones.rules import OWN_ID

Facet = Literal["identifiers", "professions", "groups", "work", "education", "meets"]
Related = frozenset[tuple[Any, ...]]

SHARED_KINDS = frozenset({"phone"})
"""Kinds of identifiers that several people may have, so that they do not tell who someone is."""
NO_EMPLOYER = frozenset(
    {"self-employed", "self employed", "selfemployed", "self", "freelance", "freelancer"}
    | {"independent", "independent consultant", "independent contractor", "consultant"}
    | {"n/a", "na", "none", "null", "-", "--", "—", ".", "private", "confidential", "various"}
    | {"retired", "unemployed", "student", "stealth", "stealth mode", "stealth startup"}
    | {"looking for opportunities", "open to work"}
)
"""What people write where they have no employer, folded."""
PLAIN_FIELDS = ("name", "role", "connector", "title", "town", "time_zone", "notes")


MOST_LOOKED_FOR = 20


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
    _nearest: dict[tuple[str, str], str | None] = field(
        default_factory=dict, repr=False, compare=False
    )

    def nearest(self, name: str, word: str) -> str | None:
        """The known region or segment most like a new one; looked for once per word.

        Only for the first new words: looking is slow, and anyone who imports many means them.
        """
        if (name, word) not in self._nearest and len(self._nearest) >= MOST_LOOKED_FOR:
            return None
        if (name, word) not in self._nearest:
            known = self.words(name)
            near = get_close_matches(word, known, n=1, cutoff=0.6)
            self._nearest[name, word] = known[near[0]] if near else None
        return self._nearest[name, word]

    def words(self, name: str) -> Mapping[str, str]:
        """The known `regions` or `segments`."""
        return self.regions if name == "regions" else self.segments

    def with_words_of(self, said: "PersonDraft") -> "Vocabulary":
        """With the regions and segments of a draft, which are new once only."""
        new = {
            name: {fold(word): word for word in said.properties.get(name) or ()}
            for name in ("regions", "segments")
        }
        if new["regions"].keys() <= self.regions.keys() and (
            new["segments"].keys() <= self.segments.keys()
        ):
            return self
        return replace(
            self,
            regions=new["regions"] | dict(self.regions),
            segments=new["segments"] | dict(self.segments),
        )


@dataclass(frozen=True, slots=True)
class PersonDraft:
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
    strong: frozenset[str] = frozenset()
    """The identifiers that tell who this is, as `kind:value`."""

    def without_shared_fields(self) -> "PersonDraft":
        """Only what belongs to the one who says it: details and notes."""
        return replace(
            self,
            properties={n: v for n, v in self.properties.items() if n == "notes"},
            facets={n: f for n, f in self.facets.items() if n == "identifiers"},
            meeting_groups=frozenset(),
            warnings=(),
        )

    def telling(self, person: str | None) -> frozenset[str]:
        """The identifiers by which someone who was deleted is recognized.

        A phone, and the ID here, keep out only who is new: people who are here may share a phone
        with the deleted.
        """
        if person is not None:
            return self.strong
        own = [f"{OWN_ID}:{self.id}"] if self.id else []
        details = self.facets.get("identifiers", ())
        return frozenset([*own, *(f"{kind}:{value}" for kind, value in details)])


class Refused(ValueError):
    """A row that cannot be saved, with every fault found."""

    def __init__(self, faults: Iterable[FieldError]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(fault.message for fault in self.faults))


@dataclass(slots=True)
class _Reader:
    """Gathers faults and warnings while one person is normalized."""

    person: PersonFields
    vocabulary: Vocabulary
    faults: list[FieldError] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    said: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.said = frozenset(self.person.model_fields_set)

    def fault(self, at: str, message: str, code: FaultCode = "invalid_input") -> None:
        self.faults.append(FieldError(pointer=at, message=message, code=code))


def draft(person: PersonFields, vocabulary: Vocabulary) -> PersonDraft:
    """Normalize what is said of a person; raises `Refused` with every fault."""
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
    return PersonDraft(
        id=person.id if isinstance(person, PersonIn) else None,
        properties=properties,
        facets=facets,
        names=reader.names,
        said=reader.said,
        meeting_groups=frozenset(_group_id(reader, name) for name in person.meeting_groups),
        warnings=tuple(reader.warnings),
        strong=frozenset(
            f"{kind}:{value}"
            for kind, value in facets.get("identifiers", ())
            if kind not in SHARED_KINDS
        ),
    )


def _properties(reader: _Reader) -> dict[str, Any]:
    person, said = reader.person, reader.said
    properties: dict[str, Any] = {n: getattr(person, n) for n in PLAIN_FIELDS if n in said}
    if "connector" in said:
        # Only connectors have it: an index entry for everyone else costs an import a third.
        properties["connector"] = person.connector or None
    if person.name:
        properties["name_key"] = fold(person.name)
    if "organisation" in said:
        properties["organisation_name"] = person.organisation
        properties["organisation_key"] = fold(person.organisation or "") or None
    for name in ("regions", "segments"):
        if name in said:
            properties[name] = _known_words(reader, name, name, getattr(person, name))
    if "default_region" in said:
        own = [person.default_region] if person.default_region else []
        known = _known_words(reader, "default_region", "regions", own)
        properties["default_region"] = known[0] if known else None
    if "card" in said:
        properties |= {f"card_{name}": text or None for name, text in person.card}
    if "preferences" in said:
        properties |= dict(person.preferences)
    return properties


def _known_words(reader: _Reader, at: str, name: str, words: Sequence[str]) -> list[str]:
    """The words as first written; a new one is taken with a warning that names the nearest.

    `at`: the field that has them. `name`: what they are, `regions` or `segments`.
    """
    known = reader.vocabulary.words(name)
    taken: dict[str, str] = {}
    for word in words:
        key = fold(word)
        if key not in known and key not in taken and known:
            near = reader.vocabulary.nearest(name, key)
            hint = f"; did you mean “{near}”?" if near else ""
            reader.warnings.append(f"{at}: “{word}” was not known before{hint}")
        taken.setdefault(key, known.get(key, word))
    return list(taken.values())


def _identifiers(reader: _Reader) -> Related:
    person, country = reader.person, reader.vocabulary.country
    found = _normalised(reader, "email", person.emails, normalise_email)
    found |= _normalised(reader, "phone", person.phones, lambda t: normalise_phone(t, country))
    found |= _normalised(reader, "profile", person.profiles, normalise_profile)
    for system, value in person.external_ids.items():
        if system in {"email", "phone", "profile"}:
            reader.fault(f"/external_ids/{system}", f"use the field {system}s instead")
        found.add((system, value))
    return frozenset(found)


def _normalised(
    reader: _Reader, kind: str, texts: Sequence[str], normalise: Callable[[str], str]
) -> set[tuple[str, str]]:
    found = set()
    for index, text in enumerate(texts):
        try:
            found.add((kind, normalise(text)))
        except ValueError as error:
            reader.fault(f"/{kind}s/{index}", str(error))
    return found


def _professions(reader: _Reader) -> Related:
    known = reader.vocabulary.professions
    for index, key in enumerate(reader.person.professions):
        if key not in known:
            message = unknown("profession", key, known)
            reader.fault(f"/professions/{index}", message, "unknown_profession")
    how = reader.person.how if isinstance(reader.person, RecognizedPerson) else None
    keys = enumerate(dict.fromkeys(reader.person.professions))
    return frozenset((position, key, how) for position, key in keys)


def _meets(reader: _Reader) -> Related:
    known, found = reader.vocabulary.trigger_events, dict[str, float]()
    for index, meets in enumerate(reader.person.meets):
        key, at = meets.trigger_event, f"/meets/{index}/trigger_event"
        if key not in known:
            reader.fault(at, unknown("trigger event", key, known), "unknown_trigger_event")
        elif found.setdefault(key, meets.per_quarter) != meets.per_quarter:
            reader.fault(at, "is listed twice, with different figures")
    return frozenset(found.items())


def _groups(reader: _Reader) -> Related:
    names = (*reader.person.groups, *reader.person.meeting_groups)
    return frozenset((_group_id(reader, name),) for name in names)


def _group_id(reader: _Reader, name: str) -> str:
    known = reader.vocabulary.groups
    group = known.get(name) or known.get(fold(name)) or named_id("group", name)
    reader.names.setdefault(group, name)
    return group


def _work(reader: _Reader) -> Related:
    """(organisation, title, from, to, main): the main one is in the field `organisation`."""
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
