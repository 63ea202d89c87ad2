"""Figures as Markdown tables."""

from collections.abc import Iterable, Sequence

from benchmarks.advice.figures import Figures
from benchmarks.advice.recall import DEPTHS, Recall

RECALL_TARGETS = {5: 0.60, 10: 0.80}
"""Depth -> the least macro recall."""
ONE_SPHERE_TARGET = (60, 0.45)
"""Of so many kinds at most this share inside one sphere."""
LARGEST_TARGET = 30.0
STRONG_TARGET = (1.0, 15.0)
FORMULA = "the formula"


def tables(all_figures: Sequence[Figures]) -> str:
    """Everything measured, each formula in lines of its own; the last is the present one."""
    return "\n\n".join([
        _measured(all_figures),
        "### Recall of the lists\n\n" + _recall(all_figures),
        "### What the best kinds are made of\n\n" + _composition(all_figures),
        "### Flows, in clients a year\n\n" + _calibration(all_figures),
        _verdict(all_figures[-1]),
    ])  # fmt: skip


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _measured(all_figures: Sequence[Figures]) -> str:
    head = ["figures of", "formula", "commit", "measured", "professions", "lists", "partners named",
            "not in the catalog"]  # fmt: skip
    return _table(
        head,
        (
            [
                one.name,
                str(one.formula),
                f"`{one.commit}`",
                f"{one.measured:%B %-d, %Y}",
                str(one.professions),
                f"{one.lists}, for {one.listed_professions} professions",
                str(one.partners),
                str(one.unknown),
            ]
            for one in all_figures
        ),
    )


def _recall(all_figures: Sequence[Figures]) -> str:
    head = [
        "figures of",
        "ranked by",
        *(f"@{d} {how}" for d in DEPTHS for how in ("micro", "macro")),
    ]
    return _table(
        head,
        (
            [one.name, way, *(cell for depth in DEPTHS for cell in _cells(of[depth]))]
            for one in all_figures
            for way, of in one.recall.items()
        ),
    )


def _cells(one: Recall) -> tuple[str, str]:
    return f"{one.micro:.2f}", f"{one.macro:.2f} ({one.least:.2f}–{one.most:.2f})"


def _composition(all_figures: Sequence[Figures]) -> str:
    head = ["figures of", "the first", "inside one sphere", "with a trade of events",
            "with an attorney, accountant, advisor or banker"]  # fmt: skip
    return _table(
        head,
        (
            [
                one.name,
                str(of.size),
                *(f"{100 * share:.0f}%" for share in (of.one_sphere, of.events, of.advisers)),
            ]
            for one in all_figures
            for of in one.composition
        ),
    )


def _calibration(all_figures: Sequence[Figures]) -> str:
    return _table(
        ["figures of", "largest flow", "giver and receiver", "median of the strong kinds"],
        (
            [
                one.name,
                f"{one.calibration.largest:.1f}",
                " → ".join(f"`{key}`" for key in one.calibration.largest_of),
                f"{one.calibration.strong:.1f}",
            ]
            for one in all_figures
        ),
    )


def _verdict(one: Figures) -> str:
    found = one.recall[FORMULA]
    size, most = ONE_SPHERE_TARGET
    (inside,) = (of.one_sphere for of in one.composition if of.size == size)
    low, high = STRONG_TARGET
    judged = {
        **{
            f"recall@{depth} {found[depth].macro:.2f} macro, at least {least:.2f}": (
                found[depth].macro >= least
            )
            for depth, least in RECALL_TARGETS.items()
        },
        f"{100 * inside:.0f}% of the first {size} inside one sphere, at most {100 * most:.0f}%": (
            inside <= most
        ),
        f"largest flow {one.calibration.largest:.1f}, at most {LARGEST_TARGET:.0f}": (
            one.calibration.largest <= LARGEST_TARGET
        ),
        f"strong kinds {one.calibration.strong:.1f}, {low:.0f} to {high:.0f}": (
            low <= one.calibration.strong <= high
        ),
    }
    lines = [f"- {what}: {'met' if met else '**missed**'}" for what, met in judged.items()]
    return f"### Targets, {one.name}\n\n" + "\n".join(lines)
