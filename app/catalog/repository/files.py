"""Reads the catalog that the product starts with from its files, and checks it as a whole."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from app.catalog.models import Catalog, Caution, OnetCode, Profession, TriggerEvent
from app.catalog.rules import EVERYWHERE, circular_occasion, normalise_title
from app.field_types import unknown
from app.resources import shipped

# The C loader reads the catalog ten times faster; it is there wherever PyYAML's wheels are.
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

FOR_EDITORS = frozenset({"grade", "see", "year", "n", "derived", "unchecked"})
"""Of a figure: how good and how old its source is, how many were asked, a text that supports it
without saying the number, how it follows from statistics, and why it isn't compared with any."""
ALL_SPHERES = "*"
NUMBERS = frozenset({"per_quarter", "likelihood", "open"})


class CatalogError(Exception):
    """A file of the catalog is wrong; the message names it."""


@cache
def load_catalog() -> Catalog:
    """The shipped catalog; raises `CatalogError` for what does not fit together."""
    professions, exact_codes = [], {}
    entries = list(_entries("professions", "professions"))
    spheres = [(raw["key"], sphere) for sphere, raw in entries]
    for sphere, raw in entries:
        codes = [OnetCode(**code) for code in raw.pop("onet", [])]
        by_country = {country: tuple(names) for country, names in raw.pop("aliases").items()}
        refused = (*raw.pop("no_flow_to", ()), *_within(raw, spheres))
        profession = Profession(
            **raw,
            sphere=sphere,
            aliases=tuple(dict.fromkeys(name for names in by_country.values() for name in names)),
            aliases_by_country=by_country,
            onet_codes=tuple(code.code for code in codes),
            no_flow_to=refused,
        )
        professions.append(profession)
        exact_codes[profession.key] = tuple(c.code for c in codes if c.fit == "exact")
    events = [
        TriggerEvent(
            **{
                **raw,
                "sphere": sphere,
                "meets": _figures(raw["meets"]),
                "needs": _figures(raw["needs"]),
            }
        )
        for sphere, raw in _entries("trigger_events", "trigger_events")
    ]
    catalog = Catalog(
        professions=tuple(professions), trigger_events=tuple(events), exact_codes=exact_codes
    )
    check(catalog)
    return catalog


EDITION = 2
"""Counts the shipped catalogs that were released; what came before lies in `earlier/`."""


@cache
def load_edition(edition: int) -> Catalog:
    """The shipped catalog of an edition, this one or an earlier one."""
    if edition == EDITION:
        return load_catalog()
    path = shipped("catalog") / "earlier" / f"{edition}.json"
    return Catalog.model_validate_json(path.read_text(encoding="utf-8"), strict=False)


@cache
def load_cautions() -> tuple[Caution, ...]:
    """The shipped cautions, the particular before the general."""
    content = _read(shipped("catalog") / "cautions.yaml")
    return tuple(Caution(**entry) for entry in content["cautions"])


@cache
def load_onet_titles() -> dict[str, str]:
    """O*NET titles -> code, for the codes that the catalog uses (CC BY 4.0, see NOTICE)."""
    lines = (shipped("catalog") / "onet_titles.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    titles: dict[str, str] = {}
    for title, code in rows:
        titles[title] = code
    return titles


def _entries(folder: str, key: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted((shipped("catalog") / folder).glob("*.yaml")):
        content = _read(path)
        for raw in content[key]:
            yield content["sphere"], dict(raw)


def _within(raw: dict[str, Any], spheres: list[tuple[str, str]]) -> tuple[str, ...]:
    """The other professions of the spheres to which a profession sends no clients."""
    named = set(raw.pop("no_flow_to_spheres", ()))
    return tuple(
        key
        for key, sphere in spheres
        if key != raw["key"] and not named.isdisjoint({sphere, ALL_SPHERES})
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        content: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader)  # noqa: S506
    except yaml.YAMLError as error:
        raise CatalogError(f"{path.name}: {error}") from error
    return content


def _figures(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Figures without what only editors of the files need."""
    return [
        {
            name: float(value) if name in NUMBERS else value
            for name, value in entry.items()
            if name not in FOR_EDITORS
        }
        for entry in entries
    ]


def check(catalog: Catalog) -> None:
    """Raise `CatalogError` for keys that are double or unknown, and for ambiguous aliases."""
    keys = Counter(profession.key for profession in catalog.professions)
    for counted in (keys, Counter(event.key for event in catalog.trigger_events)):
        double = [key for key, count in counted.items() if count > 1]
        if double:
            raise CatalogError(f"these keys are there twice: {', '.join(double)}")
    for event in catalog.trigger_events:
        named = [m.profession for m in event.meets] + [n.profession for n in event.needs]
        for profession in named:
            if profession not in keys:
                raise CatalogError(f"{event.key}: {unknown('profession', profession, keys)}")
    for one in catalog.professions:
        for other in (*one.competes_with, *one.no_flow_to):
            if other not in keys:
                raise CatalogError(f"{one.key}: {unknown('profession', other, keys)}")
    occasions = {event.key: event.occasion for event in catalog.trigger_events}
    for event in catalog.trigger_events:
        problem = circular_occasion(event.key, event.occasion, occasions)
        if problem:
            raise CatalogError(f"{event.key}: {problem}")
    for country in {where for p in catalog.professions for where in p.aliases_by_country}:
        _check_names(catalog, country)


def _check_names(catalog: Catalog, country: str) -> None:
    """Raise `CatalogError` when a name in the words of a country means two professions."""
    owners: dict[str, str] = {}
    for profession in catalog.professions:
        by_country = profession.aliases_by_country
        spoken = {*by_country.get(EVERYWHERE, ()), *by_country.get(country, ())}
        for name in {profession.name, profession.key, *spoken}:
            owner = owners.setdefault(normalise_title(name), profession.key)
            if owner != profession.key:
                raise CatalogError(f"“{name}” ({country}) names {owner} and {profession.key}")
