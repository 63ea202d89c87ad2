"""Keep the shipped catalog as an earlier edition, before it is changed after a release.

Usage: python -m catalog.keep_edition, then raise EDITION in app/catalog/repository/files.py.
Workspaces that were given this edition are compared with it when they are upgraded.
"""

import json
from collections.abc import Iterable
from pathlib import Path

from pydantic import BaseModel

from app.catalog.repository.files import EDITION, load_catalog


def lines(entries: Iterable[BaseModel]) -> str:
    """An entry a line, without what has its default."""
    kept = (entry.model_dump(mode="json", exclude_defaults=True) for entry in entries)
    return ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in kept)


def main() -> None:
    catalog = load_catalog()
    target = Path(__file__).parent / "earlier" / f"{EDITION}.json"
    text = (
        f'{{"professions": [\n{lines(catalog.professions)}\n],\n'
        f'"trigger_events": [\n{lines(catalog.trigger_events)}\n]}}\n'
    )
    target.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
