"""What message templates keep in the graph."""

from app.belongings.kinds import NOT_ABOUT_PEOPLE, Belongings, Label, Property

MESSAGE_TEMPLATES = Belongings(
    labels=(
        Label(
            "DraftText",
            "A template that the workspace has changed; its id says which step it is for.",
            NOT_ABOUT_PEOPLE,
            {
                "subject": Property("text", "of the email"),
                "text": Property("text", "of the message, with its placeholders"),
                "version": Property("whole number", "the write that last changed it"),
            },
        ),
    ),
)
