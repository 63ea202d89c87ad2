"""What was measured, as a table for people and as JSON for programs."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

MARKS = ("<!-- measured -->", "<!-- /measured -->")
HEADINGS = ("what", "engine", "value", "baseline", "ratio", "target", "")


@dataclass(frozen=True, slots=True)
class Target:
    """A limit for the ratio, or for the value itself."""

    limit: float
    at: Literal["least", "most"]
    of: Literal["ratio", "value"] = "ratio"

    def met(self, measured: float) -> bool:
        return measured >= self.limit if self.at == "least" else measured <= self.limit

    def said(self, unit: str) -> str:
        sign = "≥" if self.at == "least" else "≤"
        return f"{sign} {with_unit(f'{self.limit:g}', unit if self.of == 'value' else '×')}"


@dataclass(frozen=True, slots=True)
class Result:
    """One figure beside its baseline, both in the same unit and from the same run."""

    name: str
    engine: str
    value: float
    unit: str
    baseline: float | None
    ratio: float | None
    """How many times the baseline, or how many times faster: `name` says which."""
    target: Target | None = None

    @property
    def met(self) -> bool | None:
        if self.target is None:
            return None
        measured = self.value if self.target.of == "value" else self.ratio
        return measured is not None and self.target.met(measured)

    def as_json(self) -> dict[str, Any]:
        said = self.target and self.target.said(self.unit)
        figures = {
            name: None if figure is None else round(figure, 4)
            for name, figure in (
                ("value", self.value), ("baseline", self.baseline), ("ratio", self.ratio),
            )
        }  # fmt: skip
        return asdict(self) | figures | {"target": said, "met": self.met}

    def cells(self) -> tuple[str, ...]:
        return (
            self.name,
            self.engine,
            with_unit(number(self.value), self.unit),
            "" if self.baseline is None else with_unit(number(self.baseline), self.unit),
            "" if self.ratio is None else number(self.ratio),
            "" if self.target is None else self.target.said(self.unit),
            {None: "", True: "met", False: "MISSED"}[self.met],
        )


def number(figure: float) -> str:
    """Three figures that count, whole numbers from a hundred on."""
    return f"{figure:,.0f}" if abs(figure) >= 100 else f"{figure:.3g}"  # noqa: PLR2004


def with_unit(figure: str, unit: str) -> str:
    """A percent sign follows its figure without a space, as Americans write it."""
    return f"{figure}%" if unit == "%" else f"{figure} {unit}"


def times(name: str, engine: str, value: float, baseline: float, unit: str = "ms",
          target: Target | None = None) -> Result:  # fmt: skip
    """A figure that is so many times its baseline."""
    return Result(name, engine, value, unit, baseline, value / baseline, target)


def faster(name: str, engine: str, value: float, baseline: float, unit: str = "ms",
           target: Target | None = None) -> Result:  # fmt: skip
    """A duration that is so many times shorter than its baseline."""
    return Result(name, engine, value, unit, baseline, baseline / value, target)


def table(results: Sequence[Result]) -> str:
    """A Markdown table, its columns in line for reading in a terminal."""
    rows = [HEADINGS, *(result.cells() for result in results)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in rows
    ]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([lines[0], rule, *lines[1:]])


def verdict(results: Sequence[Result]) -> str:
    """One sentence on the targets, naming those that were missed."""
    judged = [result for result in results if result.met is not None]
    missed = [f"{result.name} ({result.engine})" for result in judged if not result.met]
    if not missed:
        return f"All {len(judged)} targets were met."
    return f"{len(missed)} of {len(judged)} targets were missed: {'; '.join(missed)}."


def write(results: Sequence[Result], path: Path) -> None:
    """Write the results as a JSON list."""
    content = json.dumps([result.as_json() for result in results], indent=1, ensure_ascii=False)
    path.write_text(content + "\n", encoding="utf-8")


def put_table(text: str, page: Path) -> None:
    """Put what was measured between the two marks of a page, in place of what stood there."""
    before, _, rest = page.read_text(encoding="utf-8").partition(MARKS[0])
    _, end, after = rest.partition(MARKS[1])
    if not end:
        raise ValueError(f"{page} lacks the marks {' and '.join(MARKS)}")
    page.write_text(f"{before}{MARKS[0]}\n{text}\n{MARKS[1]}{after}", encoding="utf-8")
