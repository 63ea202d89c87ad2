"""What API keys keep in the graph."""

from app.belongings.kinds import Belongings, Follows, Label, Property
from app.keys import repository

KEYS = Belongings(
    labels=(
        Label(
            "ApiKey",
            "A key for the API: for the whole workspace, or bound to one person.",
            Follows("delete", "delete", "delete", "told", held_by=("connector",)),
            {
                "hash": Property("text", "SHA-256 of the key's secret", withheld=True),
                "name": Property("text", "what it is for"),
                "scopes": Property("texts", "what it opens: `read`, `write` or `admin`"),
                "connector": Property("text", "the person that it acts as, if any"),
                "created_at": Property("time", "when it was made"),
                "last_used_at": Property("time", "when it was last used, within five minutes"),
                "expires_at": Property("time", "when it stops working, if it does by itself"),
                "revoked_at": Property("time", "when it was revoked"),
                "restricted": Property(
                    "yes or no", "there, and yes, for a program's key that an administrator made"
                ),
            },
        ),
    ),
    delete=(repository.delete_of_person,),
    demote=(repository.delete_of_person,),
    tell=repository.list_of_person,
)
