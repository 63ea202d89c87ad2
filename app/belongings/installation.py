"""What the program keeps besides its domains: records of its own."""

from app.belongings.kinds import NOT_ABOUT_PEOPLE, Belongings, Follows, Label, Property

INSTALLATION = Belongings(
    labels=(
        Label(
            "Migration",
            "A step of the schema that was applied to this database.",
            NOT_ABOUT_PEOPLE,
            {
                "checksum": Property("text", "of the file as it was applied"),
                "applied_at": Property("time", "when it was applied"),
            },
        ),
        Label(
            "MigrationLock",
            "Keeps two processes from migrating at once.",
            NOT_ABOUT_PEOPLE,
            {
                "turn": Property("whole number", "raised with each attempt to take the lock"),
                "holder": Property("text", "the process that migrates now"),
                "until": Property("time", "when the lock is free again, whatever happens"),
            },
        ),
        Label(
            "IdempotencyRecord",
            "The answer to a request with an Idempotency-Key, kept to be given again.",
            Follows(
                "keep",
                "keep",
                "keep",
                "withheld",
                held_by=("body",),
                why="It is dropped after 24 hours.",
            ),
            {
                "fingerprint": Property("text", "SHA-256 of the request's body"),
                "status": Property("whole number", "HTTP status of the answer"),
                "body": Property("JSON", "the answer"),
                "headers": Property("texts", "headers of the answer, as `name: value`"),
                "at": Property("time", "when it was answered"),
            },
        ),
    )
)
