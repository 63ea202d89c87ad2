"""What calendars keep in the graph."""

from app.belongings.kinds import Belongings, Follows, Label, Property, Relationship
from app.calendar import repository

CALENDAR = Belongings(
    labels=(
        Label(
            "CalendarFeed",
            "The secret address at which someone's calendar program reads what is due.",
            Follows("delete", "delete", "delete", "told", held_by=("SHOWS_DUES_OF",)),
            {"hash": Property("text", "SHA-256 of the address's secret", withheld=True)},
        ),
    ),
    relationships=(
        Relationship(
            "SHOWS_DUES_OF",
            "Whose dues a calendar feed shows.",
            (("CalendarFeed", "Person"),),
            Follows("delete", "delete", "delete", "implied"),
        ),
    ),
    delete=(repository.delete_of_person,),
    tell=repository.list_of_person,
)
