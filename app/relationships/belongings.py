"""What relationships between people keep in the graph."""

from app.belongings.kinds import Belongings, Follows, Label, Property, Relationship
from app.relationships import repository

PAIR = Property("text", "workspace and both ids; unique", withheld=True)

STATED_BY = Property(
    "texts",
    "who said so: people's ids, empty for a program; none where it isn't known",
    withheld=True,
)
DETAILS = (
    "the addresses, numbers, profiles and IDs that sources of the first stated of the "
    "second, as `email:ann@x.example`; none where they go by what is on file"
)

RELATIONSHIPS = Belongings(
    labels=(
        Label(
            "Snooze",
            "A pair that a connector has snoozed until a day. Its id is made of all three ids.",
            Follows(
                "delete",
                "move",
                "delete",
                "told",
                held_by=("connector", "a", "b", "id"),
                why="Only the connector who snoozed the pair is told.",
            ),
            {
                "connector": Property("text", "who snoozed it: a person's id"),
                "a": Property("text", "the person of the pair with the smaller id"),
                "b": Property("text", "the other"),
                "until": Property("day", "until when, that day included"),
            },
        ),
    ),
    relationships=(
        Relationship(
            "KNOWS",
            "What the first thinks of the second.",
            (("Person", "Person"),),
            Follows(
                "delete",
                "move",
                "delete",
                "told",
                held_by=("pair",),
                why="Only the first is told: what others think of someone is theirs.",
            ),
            {
                "pair": PAIR,
                "source": Property("text", "where it came from, such as `import:` and its id"),
                "rated": Property("yes or no", "whether trust was stated"),
                "since": Property("day", "since when they know them"),
                "last_contact": Property("day", "when they were last in touch"),
                "not_now_until": Property("day", "until when not to introduce them"),
                "asserted": Property(
                    "yes or no",
                    "there, and yes, where only the first says so of someone who was here",
                ),
                "own_word": Property("yes or no", "there, and yes, where only the first says so"),
                "version": Property("whole number", "the write that last changed what follows"),
                "notes": Property("text", "what the first noted about the second"),
                "details": Property("texts", DETAILS),
                "offered": Property("text", "the address that replaced one of them", withheld=True),
                "offered_for": Property("text", "the address that was replaced", withheld=True),
                "offered_by": Property("text", "who replaced it: a person's id", withheld=True),
            },
            {
                "trust": Property("number", "how far they trust them", "0 to 1"),
                "context_keys": Property("texts", "professions in which trust differs"),
                "context_trust": Property("numbers", "the trust in each of them", "0 to 1"),
            },
        ),
        Relationship(
            "ACQUAINTED",
            "Someone said that the two know each other. It goes from the smaller id to the other.",
            (("Person", "Person"),),
            Follows("delete", "move", "delete", "told", held_by=("pair",)),
            {"pair": PAIR, "stated_by": STATED_BY},
        ),
        Relationship(
            "DO_NOT_INTRODUCE",
            "The first is never to be introduced to the second.",
            (("Person", "Person"),),
            Follows(
                "delete", "move", "delete", "withheld", why="Told only to the person who said it."
            ),
            {"reason": Property("text", "such as `competitors`"), "stated_by": STATED_BY},
        ),
    ),
    delete=(
        repository.delete_of_person,
        repository.drop_offers_of_person,
        repository.drop_words_of_person,
    ),
    tell=repository.list_of_person,
)
