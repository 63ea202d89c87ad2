"""Which line of caution fits two spheres."""

from collections.abc import Iterable

from app.catalog.models import Caution
from app.catalog.rules.names import EVERYWHERE


def cautions_in(cautions: Iterable[Caution], country: str) -> tuple[Caution, ...]:
    """Those that hold in a country."""
    return tuple(c for c in cautions if not {country, EVERYWHERE}.isdisjoint(c.countries))


def caution_between(cautions: Iterable[Caution], a: str, b: str) -> Caution | None:
    """The first caution that fits two spheres; `cautions` has the particular before the general."""
    for caution in cautions:
        for this, other in ((a, b), (b, a)):
            first, second = caution.spheres
            if first == this and second in (other, EVERYWHERE):
                return caution
    return None
