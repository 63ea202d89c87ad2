"""What people, their groups and organizations keep in the graph."""

from app.belongings.kinds import (
    NOT_ABOUT_PEOPLE,
    Belongings,
    Follows,
    Label,
    Property,
    Relationship,
)
from app.people import repository

SEARCHED = "without case and accents, for searching"
OWN = Follows("delete", "move", "keep", "told")

PEOPLE = Belongings(
    labels=(
        Label(
            "Person",
            "Someone in the network; a connector is a person who uses Intros.",
            Follows("delete", "delete", "clear", "told", held_by=("id",)),
            {
                "version": Property("whole number", "the write that last changed it"),
                "created_at": Property("time", "when the entry was made"),
            },
            {
                "name": Property("text", "their full name"),
                "name_key": Property("text", f"the name {SEARCHED}", withheld=True),
                "role": Property("text", "`partner`, `client`, `prospect` or `other`"),
                "connector": Property("yes or no", "there, and yes, for those who use Intros"),
                "title": Property("text", "their job title"),
                "town": Property("text", "where they are"),
                "time_zone": Property("text", "theirs, as America/New_York"),
                "default_region": Property(
                    "text", "where contacts serve whose area isn't known, by the connector's word"
                ),
                "notes": Property(
                    "text", "what programs without a connector noted about them", withheld=True
                ),
                "organisation_name": Property("text", "where they work now"),
                "organisation_key": Property("text", f"its name {SEARCHED}", withheld=True),
                "sort_key": Property("text", "where the name is in lists", withheld=True),
                "turned_1": Property("text", "the name from its second word on", withheld=True),
                "turned_2": Property("text", "the name from its third word on", withheld=True),
                "firm_key": Property("text", "where the company is in lists", withheld=True),
                "regions": Property("texts", "the areas that they serve, as US/NY/Kings, or `*`"),
                "segments": Property("texts", "the kinds of clients that they serve"),
                "card_one_line": Property("text", "what they do, in one line"),
                "card_ideal_client": Property("text", "the client they want most"),
                "card_listen_for": Property("text", "what a good client for them would say"),
                "card_not_for": Property("text", "who they don't serve"),
                "card_how_to_introduce": Property("text", "how to introduce them"),
                "card_help_wanted": Property("text", "the help that they want"),
                "opted_out": Property("yes or no", "whether they want no introductions"),
                "bridge": Property("yes or no", "whether paths may lead through them"),
                "max_per_week": Property("whole number", "introductions at most", "a week"),
                "away_until": Property("day", "until when they are away, that day included"),
                "consents_without_asking": Property(
                    "yes or no", "whether they may be introduced without being asked each time"
                ),
                "former_emails": Property("texts", "addresses that someone else took from them"),
                "former_emails_until": Property("time", "until when notices also go there"),
                "shares_details": Property(
                    "yes or no", "whether everyone who knows them sees their details on file"
                ),
            },
        ),
        Label(
            "Identifier",
            "An email address, a phone number, a profile or another system's id. Its id is "
            "made of kind and value.",
            Follows(
                "delete",
                "move",
                "delete",
                "told",
                held_by=("IDENTIFIES",),
                why="One that identifies someone else too, like a shared phone, stays with them.",
            ),
            {
                "kind": Property("text", "`email`, `phone`, `profile` or the system's name"),
                "value": Property("text", "the address, number or id in one spelling"),
            },
        ),
        Label(
            "Organisation",
            "A company or a school that people name.",
            NOT_ABOUT_PEOPLE,
            {
                "name": Property("text", "as it was first written"),
                "name_key": Property("text", f"the name {SEARCHED}"),
            },
        ),
        Label(
            "Group",
            "A group that people are members of.",
            NOT_ABOUT_PEOPLE,
            {
                "name": Property("text", "what people call it"),
                "name_key": Property("text", f"the name {SEARCHED}"),
                "meets_regularly": Property(
                    "yes or no", "whether its members meet, and so need no introduction"
                ),
            },
        ),
    ),
    relationships=(
        Relationship(
            "IDENTIFIES",
            "Who an identifier belongs to.",
            (("Identifier", "Person"),),
            Follows("delete", "move", "delete", "implied"),
            {"private": Property("yes or no", "there, and yes, where only connectors stated it")},
        ),
        Relationship(
            "PRACTICES",
            "What someone does for a living.",
            (("Person", "Profession"),),
            OWN,
            {
                "position": Property("whole number", "its place in their list, from 0"),
                "how": Property(
                    "text",
                    "`alias` or `guessed` from their title, `confirmed` when someone said so after "
                    "that; nothing where someone stated it",
                ),
            },
        ),
        Relationship(
            "MEMBER_OF", "Which groups someone is a member of.", (("Person", "Group"),), OWN
        ),
        Relationship(
            "WORKED_AT",
            "Where someone works or worked.",
            (("Person", "Organisation"),),
            OWN,
            {
                "main": Property("yes or no", "whether it is the one in `organisation`"),
                "title": Property("text", "their title there"),
                "from": Property("day", "since when"),
                "to": Property("day", "until when; nothing while they are there"),
            },
        ),
        Relationship(
            "STUDIED_AT",
            "Where someone studied.",
            (("Person", "Organisation"),),
            OWN,
            {
                "from": Property("day", "since when"),
                "to": Property("day", "until when"),
            },
        ),
    ),
    delete=(repository.delete_of_person,),
    tell=repository.list_of_person,
)
