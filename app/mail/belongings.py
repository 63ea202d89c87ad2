"""What mail keeps in the graph."""

from app.belongings.kinds import NOT_ABOUT_PEOPLE, Belongings, Label, Property

MAIL = Belongings(
    labels=(
        Label(
            "Suppression",
            "Someone wants no email from this workspace. Its id is a keyed hash of their "
            "address, so that it names no one and outlives the person's entry.",
            NOT_ABOUT_PEOPLE,
            {"created_at": Property("time", "when they said so")},
        ),
    ),
)
