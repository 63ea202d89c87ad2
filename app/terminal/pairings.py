"""How suggested pairs look."""

from collections.abc import Iterable, Sequence
from itertools import islice

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from app.pairings.models import ExplainedPairing, Pairing, PairingList, PairingPerson
from app.pairings.rules.phrasing import MARK
from app.terminal import out, say_json

IN_WORDS = (
    *("No", "One", "Two", "Three", "Four", "Five"),
    *("Six", "Seven", "Eight", "Nine", "Ten"),
)


def show_pairings(connector: str, found: PairingList, *, as_json: bool) -> None:
    if as_json:
        say_json(found)
        return
    out.print()
    out.print(Text(f"{_counted(len(found.items))} for {connector}", style="bold"))
    for rank, pairing in enumerate(found.items, start=1):
        show_pairing(f"{rank:>2}. ", pairing)
    show_mark(found.items)
    if found.note:
        out.print(Padding(found.note, (1, 0)))


def _counted(introductions: int) -> str:
    """“Ten introductions”, “One introduction”, “12 introductions”."""
    word = IN_WORDS[introductions] if introductions < len(IN_WORDS) else str(introductions)
    return f"{word} introduction{'' if introductions == 1 else 's'}"


def show_explained(explained: ExplainedPairing, *, as_json: bool) -> None:
    if as_json:
        say_json(explained)
        return
    show_pairing("", explained)
    if not explained.eligible:
        out.print(Text("\nWhy not:", style="bold"))
        for reason in explained.reasons:
            out.print(Padding(f"{reason.text} ({reason.code})", (0, 0, 0, 4)))
    _show_parts(explained)
    show_mark([explained])


def show_mark(pairings: Sequence[Pairing]) -> None:
    """Estimates are marked once."""
    if any(pairing.estimated for pairing in pairings):
        out.print(Text(f"\n{MARK}", style="dim"))


def show_pairing(lead: str, pairing: Pairing) -> None:
    """One pair after `lead`: who, why, and what would help."""
    title = Text.assemble(
        f"\n{lead}",
        *_named(pairing.a),
        ("  and  ", "dim"),
        *_named(pairing.b),
        (f"   {pairing.score:.3f}", "dim"),
    )
    out.print(title)
    indent = (0, 0, 0, len(lead))
    works = " · ".join(person.work for person in (pairing.a, pairing.b) if person.work)
    if works:
        out.print(Padding(Text(works, style="dim"), indent))
    out.print(Padding(pairing.sentence, indent))
    for text in _leading_evidence(pairing):
        out.print(Padding(Text(f"· {text}", style="dim"), indent))
    if pairing.needs_rating:
        names = " and ".join(
            person.name for person in (pairing.a, pairing.b) if person.id in pairing.needs_rating
        )
        out.print(Padding(Text(f"? How well do you know {names}?", style="yellow"), indent))


def _named(person: PairingPerson) -> tuple[tuple[str, str], ...]:
    """A name with the id that `intros why` takes."""
    return ((person.name, "bold"), (f" [{person.id}]", "dim"))


def _leading_evidence(pairing: Pairing, most: int = 3) -> Iterable[str]:
    leading = sorted(pairing.components, key=lambda c: c.value * c.weight, reverse=True)
    texts = dict.fromkeys(e.text for component in leading for e in component.evidence)
    return islice(texts, most)


def _show_parts(pairing: Pairing) -> None:
    table = Table("part", "value", "weight", "why", box=None, header_style="bold")
    told = set(_leading_evidence(pairing))
    for part in pairing.components:
        why = " ".join(e.text for e in part.evidence if e.text not in told)
        told.update(e.text for e in part.evidence)
        table.add_row(part.name, f"{part.value:.3f}", f"{part.weight:.2f}", why)
    out.print(Padding(table, (1, 0)))
    out.print(
        f"score {pairing.score:.4f} = acceptance {pairing.acceptance:.4f}"
        f" × relationship {pairing.relationship:.2f} × value {pairing.value:.4f}"
    )
