"""What opportunities keep in the graph: facts read it already, and nothing writes it yet."""

from app.belongings.kinds import Belongings, Follows, Label, Relationship

LINK = Follows("delete", "move", "delete", "implied")


def _planned(name: str, meaning: str, *held_by: str) -> Label:
    follows = Follows("delete", "move", "delete", "told", held_by=held_by)
    return Label(name, meaning, follows, is_planned=True)


def _link(name: str, meaning: str, *joins: tuple[str, str]) -> Relationship:
    return Relationship(name, meaning, joins, LINK, is_planned=True)


OPPORTUNITIES = Belongings(
    labels=(
        _planned("Ask", "A wish of someone: a person, a profession or a pool.", "ASKS"),
        _planned("Occurrence", "A client event: it happened to one client.", "REPORTED", "HANDLES"),
        _planned("ProspectPool", "People with a common need.", "SERVES"),
    ),
    relationships=(
        _link("ASKS", "Whose wish it is.", ("Person", "Ask")),
        _link(
            "FOR",
            "What someone asks for.",
            ("Ask", "Person"),
            ("Ask", "Organisation"),
            ("Ask", "Profession"),
            ("Ask", "ProspectPool"),
        ),
        _link("REPORTED", "Who saw a client event first.", ("Person", "Occurrence")),
        _link("HANDLES", "Who serves the client of an event.", ("Person", "Occurrence")),
        _link("OF", "Which kind of event it is.", ("Occurrence", "TriggerEvent")),
        _link(
            "SHARED_WITH",
            "Who else may see a client event.",
            ("Occurrence", "Person"),
            ("Occurrence", "Group"),
        ),
        _link("SERVES", "Who serves a pool.", ("Person", "ProspectPool")),
        _link("ARISES_FROM", "What makes a pool.", ("ProspectPool", "TriggerEvent")),
    ),
)
