"""What the outbox keeps in the graph."""

from app.belongings.kinds import NOT_ABOUT_PEOPLE, Belongings, Follows, Label, Property
from app.outbox import repository

OUTBOX = Belongings(
    labels=(
        Label(
            "OutboxEntry",
            "Something that leaves the program, such as an email: it waits, is parked, or is done.",
            Follows(
                "keep",
                "keep",
                "keep",
                "withheld",
                held_by=("id", "payload"),
                why="What waits goes with the person. What is done stays without its content, so "
                "that it is not done twice; its id holds ids of people.",
            ),
            {
                "kind": Property("text", "such as `mail`"),
                "payload": Property("JSON", "what is to be done; nothing once it is done"),
                "due": Property("time", "when it is tried next"),
                "attempts": Property("whole number", "how often it was tried"),
                "attempted_at": Property("times", "when each attempt began"),
                "lease": Property("text", "who works on it"),
                "leased_until": Property("time", "until when no one else does"),
                "last_error": Property("text", "why the last attempt failed"),
                "parked_at": Property("time", "when it was given up"),
                "done_at": Property("time", "when it was done"),
                "outcome": Property("text", "how it ended, such as `sent`"),
                "created_at": Property("time", "when it was put"),
            },
        ),
        Label(
            "Clock",
            "Whose turn it is to do what is done once a minute. One for the installation.",
            NOT_ABOUT_PEOPLE,
            {
                "turn": Property("whole number", "raised with each attempt to take the turn"),
                "free_at": Property("time", "when the next turn begins"),
            },
        ),
    ),
    delete=(repository.delete_of_person,),
)
