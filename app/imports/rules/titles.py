"""What the titles of a file say, counted, and those that say too little."""

from collections import Counter
from collections.abc import Iterable

from app.imports.models import MAX_TITLES, OpenTitle, TitleReport
from app.imports.rules.row_readers import PersonDraft


def report_titles(people: Iterable[PersonDraft]) -> TitleReport:
    """Count by what became of the titles, leaving out people whose professions are stated."""
    counted: Counter[str] = Counter()
    rows: Counter[str] = Counter()
    suggestions: dict[str, tuple[str, ...]] = {}
    for person in people:
        title, found = person.fields.get("title"), person.recognized
        if not title or person.fields.get("professions"):
            continue
        if found.profession:
            counted["recognized"] += 1
        elif found.ruled_out:
            counted["ruled_out"] += 1
        else:
            counted["suggested" if found.suggestions else "not_recognized"] += 1
            rows[title] += 1
            suggestions.setdefault(title, found.suggestions)
    open_titles = tuple(
        OpenTitle(title=title, rows=count, suggestions=suggestions[title])
        for title, count in rows.most_common(MAX_TITLES)
    )
    return TitleReport(open=open_titles, **counted)
