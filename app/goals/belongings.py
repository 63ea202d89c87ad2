"""What goals and hours keep in the graph."""

from app.belongings.kinds import (
    NOT_ABOUT_PEOPLE,
    Belongings,
    Follows,
    Label,
    Property,
    Relationship,
)
from app.goals import repository

GOALS = Belongings(
    labels=(
        Label(
            "Goal",
            "How many introductions a connector wants to make.",
            Follows("delete", "delete", "delete", "told", held_by=("AIMS_FOR", "id")),
            {
                "per": Property("text", "`day`, `week` or `month`"),
                "introductions": Property("whole number", "how many in that time"),
            },
        ),
        Label(
            "Gathering",
            "Time that a connector spent on their network: a one-to-one, an event or a call.",
            Follows("delete", "move", "delete", "told", held_by=("WENT_TO",)),
            {
                "kind": Property("text", "`one_to_one`, `event` or `call`"),
                "on": Property("day", "when it was"),
                "hours": Property("number", "how long it took", "hours, up to 24"),
                "note": Property("text", "what they noted about it"),
            },
        ),
    ),
    relationships=(
        Relationship(
            "AIMS_FOR",
            "Whose goal it is.",
            (("Person", "Goal"),),
            Follows("delete", "delete", "delete", "implied"),
        ),
        Relationship(
            "WENT_TO",
            "Who logged a gathering.",
            (("Person", "Gathering"),),
            Follows("delete", "move", "delete", "implied"),
        ),
        Relationship(
            "WITH",
            "Who was met at a gathering.",
            (("Gathering", "Person"),),
            Follows(
                "delete",
                "move",
                "delete",
                "withheld",
                why="It is in the log of the person who met them.",
            ),
        ),
        Relationship(
            "OF_GROUP",
            "Which group a gathering was of.",
            (("Gathering", "Group"),),
            NOT_ABOUT_PEOPLE,
        ),
    ),
    delete=(repository.delete_of_person,),
    tell=repository.list_of_person,
)
