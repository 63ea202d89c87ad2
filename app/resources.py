"""Where the files are that the program ships with: queries, migrations, catalog, texts, demo."""

from pathlib import Path
from typing import Literal

HERE = Path(__file__).resolve().parent


def shipped(name: Literal["cypher", "migrations", "catalog", "demo", "texts"]) -> Path:
    """The folder of that name: inside an installed package, else at the root of the checkout."""
    packaged = HERE / "resources" / name
    return packaged if packaged.is_dir() else HERE.parent / name
