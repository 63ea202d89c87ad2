"""What jobs keep in the graph."""

from app.belongings.kinds import (
    NOT_ABOUT_PEOPLE,
    Belongings,
    Follows,
    Label,
    Property,
    Relationship,
)

FORGOTTEN = "It is forgotten within a day of its end, and may name people until then."

JOBS = Belongings(
    labels=(
        Label(
            "Job",
            "Work that takes longer than an answer may, until it has ended.",
            Follows(
                "keep", "keep", "keep", "withheld", held_by=("payload", "principal"), why=FORGOTTEN
            ),
            {
                "status": Property("text", "such as `running`"),
                "lease": Property("text", "by which a process holds it"),
                "due": Property("time", "when a process may take it, or take it over"),
                "attempts": Property("whole number", "how often a process began it"),
                "done": Property("whole number", "steps that are done"),
                "total": Property("whole number", "steps that there are, as far as that is known"),
                "cancel": Property("yes or no", "whether someone asked for it to end"),
                "owed": Property("yes or no", "whether someone will ask for its result"),
                "message": Property("text", "why it failed"),
                "code": Property("text", "of the error that ended it; see errors.md"),
                "started_at": Property("time", "when a process first took it"),
                "heartbeat_at": Property("time", "when it was last heard from"),
                "finished_at": Property("time", "when it ended"),
                "forget_at": Property("time", "when it is forgotten"),
            },
            {
                "kind": Property("text", "which handler performs it"),
                "payload": Property("JSON", "what the handler has to know"),
                "lane": Property("text", "jobs of one lane run one after the other"),
                "principal": Property("JSON", "who asked for it: the job acts as them"),
                "created_at": Property("time", "when it was put into the queue"),
            },
        ),
        Label(
            "JobPart",
            "A part of a job's file, or of its result.",
            Follows("keep", "keep", "keep", "withheld", held_by=("HAS_PART",), why=FORGOTTEN),
            {
                "n": Property("whole number", "its place, from 0"),
                "data": Property("text", "compressed, as Base64"),
            },
        ),
    ),
    relationships=(
        Relationship("HAS_PART", "What a job keeps.", (("Job", "JobPart"),), NOT_ABOUT_PEOPLE),
    ),
)
