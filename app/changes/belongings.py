"""What the change log keeps in the graph."""

from app.belongings.kinds import Belongings, Follows, Label, Property

CHANGES = Belongings(
    labels=(
        Label(
            "Change",
            "What one write changed, of one kind, or what happened to one introduction.",
            Follows(
                "keep",
                "keep",
                "keep",
                "told",
                held_by=("ids", "by", "subject", "path"),
                why="A log with gaps proves nothing: it may hold ids of people. The history of an "
                "introduction goes with it. A person is told only of introductions that they made.",
            ),
            {
                "seq": Property("whole number", "the number of the write"),
                "kind": Property("text", "of what changed, such as `person`"),
                "op": Property("text", "`created`, `updated`, `deleted` or `saved`"),
                "ids": Property("texts", "of what changed"),
                "by": Property("text", "who did it: a person's id, a key's, or a word"),
                "at": Property("time", "when it happened"),
                "subject": Property("text", "the one id, where more is told of it"),
                "action": Property("text", "such as `ask`"),
                "from": Property("text", "the state before"),
                "to": Property("text", "the state after"),
                "note": Property("text", "what was noted with it"),
                "reason": Property("text", "why an administrator looked"),
                "path": Property("text", "the address that they looked at"),
                "hashes": Property(
                    "texts", "keyed hashes of the ids of what was deleted, when the entry is old"
                ),
            },
        ),
    )
)
