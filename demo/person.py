"""What the demo knows of a person, and where its people are."""

from dataclasses import dataclass

from demo.words import COUNTIES


@dataclass(frozen=True, slots=True)
class County:
    """Where people are: its path, area codes, towns, and counties that they serve too."""

    region: str
    codes: tuple[str, ...]
    towns: tuple[str, ...]
    weight: float
    neighbours: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """One fictional person; what is empty is not known."""

    id: str
    name: str
    email: str
    phone: str
    profile: str
    """The last part of the address of the LinkedIn profile."""
    title: str
    trade: str
    """Profession key of the catalog, empty for people outside every line of referrals."""
    stated: tuple[str, ...]
    """Profession keys that the files state; otherwise the title alone tells."""
    organisation: str
    county: str
    town: str
    regions: tuple[str, ...]
    segments: tuple[str, ...]
    groups: tuple[str, ...] = ()
    member: bool = False
    connector: bool = False


def _read_counties() -> dict[str, County]:
    rows = [line.split("|") for line in COUNTIES]
    return {
        name: County(
            region,
            tuple(codes.split()),
            tuple(towns.split(";")),
            float(weight),
            tuple(near.split()),
        )
        for name, region, codes, towns, weight, near in rows
    }


COUNTY = _read_counties()


def slug(text: str) -> str:
    """The text in lower case with hyphens, for ids and addresses."""
    kept = "".join(letter if letter.isalnum() else " " for letter in text.replace("'", ""))
    return "-".join(kept.casefold().split())
