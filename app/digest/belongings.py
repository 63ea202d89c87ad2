"""What the Monday emails keep in the graph."""

from app.belongings.kinds import Belongings, Follows, Label, Property, Relationship
from app.digest import repository

DIGEST = Belongings(
    labels=(
        Label(
            "MondayLetter",
            "The email of a week or a day was written for a connector, or none was needed.",
            Follows("delete", "delete", "delete", "told", held_by=("GOT", "id")),
            {
                "period": Property("text", "the week, as 2026-W48, or the day, as 2026-11-27"),
                "at": Property("time", "when it was written"),
            },
        ),
    ),
    relationships=(
        Relationship(
            "GOT",
            "Who an email of a week or a day was written for.",
            (("Person", "MondayLetter"),),
            Follows("delete", "delete", "delete", "implied"),
        ),
    ),
    delete=(repository.delete_of_person,),
    tell=repository.list_of_person,
)
