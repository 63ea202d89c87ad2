"""What remembers the deleted in the graph."""

from app.belongings.kinds import NOT_ABOUT_PEOPLE, Belongings, Label, Property

TOMBSTONES = Belongings(
    labels=(
        Label(
            "Tombstone",
            "Keeps someone who was deleted from being added again. Its id is a keyed hash of an "
            "email address, number, profile or id, so that it names no one.",
            NOT_ABOUT_PEOPLE,
            {
                "deletion": Property("text", "shared by all of one person, and random"),
                "key": Property("text", "tells which secret the hash was made with"),
                "created_at": Property("time", "when they were deleted"),
            },
        ),
    ),
)
