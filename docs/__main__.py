"""`make docs`: regenerate the reference pages from the code; a test compares them."""

from pathlib import Path

from docs import api, catalog, commands, graph_schema, queries, settings

HERE = Path(__file__).resolve().parent


def pages() -> dict[Path, str]:
    """Every generated page: where it stands, and what it should say."""
    return {
        HERE / "api.md": api.page(),
        HERE / "queries.md": queries.page(),
        HERE / "schema.md": graph_schema.page(),
        HERE / "commands.md": commands.page(),
        HERE / "catalog.md": catalog.page(),
        settings.PAGE: settings.page(),
    }


def main() -> None:
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
