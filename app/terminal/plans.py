"""How a planned week looks."""

from collections import Counter

from rich.padding import Padding
from rich.text import Text

from app.plans.models import Plan
from app.terminal import out, say_json
from app.terminal.pairings import show_mark, show_pairing


def show_plan(plan: Plan, *, as_json: bool) -> None:
    if as_json:
        say_json(plan)
        return
    for own in plan.connectors:
        lead = "Preview" if plan.dry_run else "Planned"
        out.print(Text(f"\n{lead} for {own.connector_id}, week {plan.week}", style="bold"))
        for rank, pairing in enumerate(own.pairings, start=1):
            show_pairing(f"{rank:>2}. ", pairing)
        show_mark(own.pairings)
        if not own.pairings:
            out.print(Padding("No strong match this week.", (1, 0)))
        out.print()
        reasons = Counter(one.text for one in own.left_out)
        for text, times in reasons.most_common():
            out.print(Text(f"{times} not this week: {text}", style="dim"))
