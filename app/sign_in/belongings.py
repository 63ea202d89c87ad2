"""What signing in keeps in the graph."""

from app.belongings.kinds import Belongings, Follows, Label, Property, Relationship
from app.sign_in import repository

OWN = Follows("delete", "delete", "delete", "told", held_by=("SIGNS_IN",))
OPENS = {
    "hash": Property("text", "SHA-256 of its secret", withheld=True),
    "scope": Property("text", "what it opens: `read`, `write` or `admin`"),
    "expires_at": Property("time", "until when it can be used"),
}
USED = {
    "created_at": Property("time", "when they signed in"),
    "last_used_at": Property("time", "when it was last used, within five minutes"),
}

SIGN_IN = Belongings(
    labels=(
        Label("SignInLink", "A link that signs a connector in, once.", OWN, OPENS),
        Label("Session", "A browser in which a connector is signed in.", OWN, OPENS | USED),
    ),
    relationships=(
        Relationship(
            "SIGNS_IN",
            "Who is signed in.",
            (("SignInLink", "Person"), ("Session", "Person")),
            Follows("delete", "delete", "delete", "implied"),
        ),
    ),
    delete=(repository.delete_of_person,),
    demote=(repository.delete_of_person,),
    tell=repository.list_of_person,
)
