"""How the settings of a workspace look."""

from itertools import groupby

from rich.table import Table
from rich.text import Text

from app.terminal import out, say_json
from app.workspace_settings.models import GROUP_TEXTS, SettingList
from app.workspace_settings.rules import range_in_words, value_in_words


def show_settings(found: SettingList, *, as_json: bool) -> None:
    """Settings, group after group; what the workspace has changed is bold."""
    if as_json:
        say_json(found)
        return
    for group, settings in groupby(found.items, key=lambda one: one.group):
        out.print(Text(f"\n{GROUP_TEXTS[group].title}", style="bold"))
        table = Table("setting", "value", "default", "range", "meaning", box=None)
        for one in settings:
            style = "" if one.is_default else "bold"
            table.add_row(
                Text(one.key, style=style),
                Text(value_in_words(one.value), style=style),
                value_in_words(one.default),
                range_in_words(one),
                one.meaning,
            )
        out.print(table)
