"""What imports keep in the graph."""

from app.belongings.kinds import Belongings, Follows, Label, Property
from app.imports import repository

ROWS = "rows of the file"

IMPORTS = Belongings(
    labels=(
        Label(
            "Import",
            "The record of an imported file: how far it came, and what was wrong with it.",
            Follows(
                "detach",
                "move",
                "clear",
                "told",
                held_by=("connector",),
                why="The record stays without the connector. The file's name and the messages "
                "about its rows stay too, and may name people.",
            ),
            mapped={
                "status": Property("text", "`running`, `previewed`, `done`, `failed` or `undone`"),
                "format": Property("text", "of the file, such as `linkedin`"),
                "file_name": Property("text", "as it was uploaded"),
                "encoding": Property("text", "of the file, such as `utf-8`"),
                "sha256": Property("text", "of the file"),
                "connector": Property("text", "whose contacts the people became"),
                "rows": Property("whole number", "how many there are", ROWS),
                "done": Property("whole number", "how many were looked at", ROWS),
                "created": Property("whole number", "how many made a person", ROWS),
                "updated": Property("whole number", "how many changed a person", ROWS),
                "merged": Property("whole number", "how many were recognized", ROWS),
                "unchanged": Property("whole number", "how many changed nothing", ROWS),
                "refused": Property("whole number", "how many could not be taken", ROWS),
                "suppressed": Property("whole number", "how many are about the deleted", ROWS),
                "last_line": Property("whole number", "the last line that was looked at"),
                "error_lines": Property("whole numbers", "lines that were refused"),
                "error_columns": Property("texts", "the column of each of them, or nothing"),
                "error_messages": Property("texts", "what was wrong with each of them"),
                "warning_lines": Property("whole numbers", "lines that were taken with a warning"),
                "warning_columns": Property("texts", "the column of each of them, or nothing"),
                "warning_messages": Property("texts", "the warning of each of them"),
                "ignored_columns": Property("texts", "columns that mean nothing to Intros"),
                "titles": Property("text", "JSON: how many titles were recognized, which were not"),
                "message": Property("text", "why it failed, and what to do"),
                "started_at": Property("time", "when it began"),
                "finished_at": Property("time", "when it ended"),
            },
        ),
    ),
    delete=(repository.delete_of_person,),
    tell=repository.list_of_person,
)
