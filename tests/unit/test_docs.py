"""The documentation names every setting and every error code, and none that does not exist."""

import re
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from app import errors
from app.settings import Settings

DOCS = Path(__file__).resolve().parents[2] / "docs"


def setting_names(model: type[BaseModel], prefix: str) -> Iterator[str]:
    for name, field in model.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from setting_names(field.annotation, f"{prefix}{name.upper()}__")
        else:
            yield prefix + name.upper()


def error_codes(root: type[errors.IntrosError]) -> set[str]:
    return {root.code}.union(*(error_codes(child) for child in root.__subclasses__()))


def first_column(page: str) -> set[str]:
    text = (DOCS / page).read_text(encoding="utf-8")
    return set(re.findall(r"^\| `([^`]+)`", text, flags=re.MULTILINE))


def test_every_setting_is_documented_and_nothing_else() -> None:
    assert first_column("settings.md") == set(setting_names(Settings, "INTROS_"))


def test_every_error_code_is_documented() -> None:
    assert error_codes(errors.IntrosError) - first_column("errors.md") == set()
