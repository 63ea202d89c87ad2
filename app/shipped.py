"""Where the files that the program ships with are: queries, migrations, catalog, demo data."""

from pathlib import Path
from typing import Literal

HERE = Path(__file__).resolve().parent


def shipped(name: Literal["cypher", "migrations", "catalog", "demo"]) -> Path:
    """The folder of that name: inside an installed package, else at the root of the checkout."""
    packaged = HERE / "resources" / name
    return packaged if packaged.is_dir() else HERE.parent / name
