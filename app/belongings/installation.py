"""What the program keeps besides its domains: records of its own."""

from app.belongings.kinds import NOT_ABOUT_PEOPLE, Belongings, Label, Property

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
            (
                "The answer to a request with an Idempotency-Key, kept to be given again. "
                "It is encrypted, so only who sends the request again can read it."
            ),
            NOT_ABOUT_PEOPLE,
            {
                "fingerprint": Property("text", "keyed hash of the request's body"),
                "answer": Property("text", "the answer, encrypted with a key of the request's own"),
                "at": Property("time", "when it was answered"),
                "at_key": Property("text", "`at` as it is searched"),
            },
        ),
    )
)
