"""The formats that can be imported: their columns, and what other headings mean the same."""

from collections.abc import Mapping
from types import MappingProxyType

from app.imports.models import ImportFormat
from app.imports.rules.columns import Columns

LINKEDIN = Columns(
    names=(
        "first_name",
        "last_name",
        "url",
        "email_address",
        "company",
        "position",
        "connected_on",
    ),
    needed=(("first_name",), ("last_name",), ("connected_on",)),
    aliases={},
)
PEOPLE = Columns(
    names=(
        "id",
        "name",
        "first_name",
        "last_name",
        "email",
        "phone",
        "profile",
        "title",
        "professions",
        "organisation",
        "town",
        "regions",
        "segments",
        "role",
        "connector",
        "groups",
        "meeting_groups",
        "notes",
    ),
    needed=(("name", "first_name", "last_name"),),
    aliases={
        "full name": "name",
        "given name": "first_name",
        "firstname": "first_name",
        "family name": "last_name",
        "lastname": "last_name",
        "surname": "last_name",
        "e-mail": "email",
        "emails": "email",
        "email address": "email",
        "e-mail address": "email",
        "phones": "phone",
        "telephone": "phone",
        "mobile": "phone",
        "mobile phone": "phone",
        "phone number": "phone",
        "profile url": "profile",
        "linkedin": "profile",
        "linkedin url": "profile",
        "job title": "title",
        "position": "title",
        "profession": "professions",
        "organization": "organisation",
        "company": "organisation",
        "company name": "organisation",
        "employer": "organisation",
        "city": "town",
        "region": "regions",
        "segment": "segments",
        "group": "groups",
        "note": "notes",
    },
    lists=frozenset({"email", "phone", "profile", "professions", "regions", "segments", "groups"})
    | {"meeting_groups"},
)
RELATIONSHIPS = Columns(
    names=("from", "to", "trust", "since", "last_contact", "contexts"),
    needed=(("from",), ("to",)),
    aliases={"source": "from", "target": "to"},
)
ACQUAINTANCES = Columns(names=("a", "b"), needed=(("a",), ("b",)), aliases={})

COLUMNS: Mapping[ImportFormat, Columns] = MappingProxyType(
    {
        "linkedin": LINKEDIN,
        "people": PEOPLE,
        "relationships": RELATIONSHIPS,
        "acquaintances": ACQUAINTANCES,
    }
)

FIELDS: Mapping[ImportFormat, Mapping[str, str]] = MappingProxyType(
    {
        "linkedin": {
            "name": "first_name",
            "emails": "email_address",
            "profiles": "url",
            "organisation": "company",
            "title": "position",
            "professions": "position",
        },
        "people": {"emails": "email", "phones": "phone", "profiles": "profile"},
        "relationships": {},
        "acquaintances": {},
    }
)
"""The fields of a person that have another name than the column they come from."""
