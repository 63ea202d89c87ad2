"""What the catalog keeps in the graph."""

from app.belongings.kinds import (
    NOT_ABOUT_PEOPLE,
    Belongings,
    Follows,
    Label,
    Property,
    Relationship,
)

VERSION = Property("whole number", "the write that last changed it", "number of the write")
POSITION = Property("whole number", "its place in the list, from 0")
SOURCE = Property("text", "where the figure was published, or `judgement`; of a person `own`")

CATALOG = Belongings(
    labels=(
        Label(
            "Profession",
            "A kind of work, such as a divorce attorney's.",
            NOT_ABOUT_PEOPLE,
            {"key": Property("text", "the same as its id"), "version": VERSION},
            {
                "name": Property("text", "what people call it"),
                "sphere": Property("text", "its contact sphere, such as `legal`"),
                "aliases": Property("texts", "other names of it"),
                "alias_countries": Property(
                    "texts", "where each of the aliases is used: a country's two letters, or `*`"
                ),
                "onet_codes": Property("texts", "its O*NET-SOC codes"),
                "segments": Property("texts", "kinds of clients: `private`, `business`, or both"),
                "competes_with": Property(
                    "texts", "keys of professions that sell the same to the same clients"
                ),
                "no_flow_to": Property(
                    "texts", "keys of professions to which it would send no clients"
                ),
            },
        ),
        Label(
            "TriggerEvent",
            "A kind of event in a client's life or business, such as a divorce.",
            NOT_ABOUT_PEOPLE,
            {"key": Property("text", "the same as its id"), "version": VERSION},
            {
                "name": Property("text", "what people call it"),
                "sphere": Property("text", "the contact sphere in which it is seen first"),
                "occasion": Property("text", "what it shares with events of the same clients"),
                "theme": Property("text", "`life` or `business`"),
                "day_zero": Property("text", "the day from which its windows count, in words"),
                "when_clients": Property("text", "the event in a clause of a sentence"),
                "clients": Property("text", "its clients in a sentence"),
                "client": Property("text", "one of them in a sentence"),
            },
        ),
    ),
    relationships=(
        Relationship(
            "MEETS",
            "How often a profession, or a person by their own word, sees a trigger event.",
            (("Profession", "TriggerEvent"), ("Person", "TriggerEvent")),
            Follows("delete", "move", "keep", "told"),
            {
                "per_quarter": Property("number", "clients seen in it", "a quarter, 0 to 10,000"),
                "day": Property("whole number", "when they are seen", "days from day zero"),
                "source": SOURCE,
                "position": POSITION,
            },
        ),
        Relationship(
            "NEEDS",
            "How likely a trigger event makes a client need a profession, and when.",
            (("TriggerEvent", "Profession"),),
            NOT_ABOUT_PEOPLE,
            {
                "likelihood": Property("number", "share of clients who need it", "0 to 1"),
                "open": Property("number", "of those, who would take a name now", "0 to 1"),
                "from_day": Property("whole number", "when the need begins", "days from day zero"),
                "to_day": Property("whole number", "when the need ends", "days from day zero"),
                "rationale": Property("text", "why they need it"),
                "source": SOURCE,
                "denominator": Property("text", "whose share a published likelihood is"),
                "quote": Property("text", "the words of the source"),
                "position": POSITION,
            },
        ),
    ),
)
