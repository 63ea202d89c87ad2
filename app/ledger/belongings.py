"""What the ledger keeps in the graph: facts read it already, and nothing writes it yet."""

from app.belongings.kinds import Belongings, Follows, Label, Relationship

GIVEN = Follows("delete", "move", "delete", "told", held_by=("GAVE", "TO"))
MET = Follows("delete", "move", "delete", "told", held_by=("ATTENDED",))
LINK = Follows("delete", "move", "delete", "implied")

LEDGER = Belongings(
    labels=(
        Label(
            "Referral",
            "A client or a piece of business that was passed on.",
            GIVEN,
            is_planned=True,
        ),
        Label("Favour", "Any other help that counts.", GIVEN, is_planned=True),
        Label("Meeting", "A meeting of a group.", MET, is_planned=True),
    ),
    relationships=(
        Relationship(
            "GAVE",
            "Who gave it.",
            (("Person", "Referral"), ("Person", "Favour")),
            LINK,
            is_planned=True,
        ),
        Relationship(
            "TO",
            "Who got it.",
            (("Referral", "Person"), ("Favour", "Person")),
            LINK,
            is_planned=True,
        ),
        Relationship("ATTENDED", "Who was there.", (("Person", "Meeting"),), LINK, is_planned=True),
    ),
)
