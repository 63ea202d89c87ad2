"""What the program keeps besides its domains: the log of changes, and records of its own."""

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
            "Change",
            "What one write changed, of one kind, or what happened to one introduction.",
            Follows(
                "keep",
                "keep",
                "keep",
                "told",
                held_by=("ids", "by", "subject", "path"),
                why="A log with gaps proves nothing: it may hold ids of people. The history of an "
                "introduction goes with it. A person is told only of introductions that they made.",
            ),
            mapped={
                "seq": Property("whole number", "the number of the write"),
                "kind": Property("text", "of what changed, such as `person`"),
                "op": Property("text", "`created`, `updated`, `deleted` or `saved`"),
                "ids": Property("texts", "of what changed"),
                "by": Property("text", "who did it: a person's id, a key's, or a word"),
                "at": Property("time", "when it happened"),
                "subject": Property("text", "the one id, where more is told of it"),
                "action": Property("text", "such as `ask`"),
                "from": Property("text", "the state before"),
                "to": Property("text", "the state after"),
                "note": Property("text", "what was noted with it"),
                "reason": Property("text", "why an administrator looked"),
                "path": Property("text", "the address that they looked at"),
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
