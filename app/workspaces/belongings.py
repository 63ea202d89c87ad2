"""What workspaces keep in the graph."""

from app.belongings.kinds import NOT_ABOUT_PEOPLE, Belongings, Label, Property

WORKSPACES = Belongings(
    labels=(
        Label(
            "Workspace",
            "One tenant: everything else belongs to exactly one. Its id is what the others carry.",
            NOT_ABOUT_PEOPLE,
            {
                "name": Property("text", "what people call it"),
                "country": Property("text", "its two letters, as US"),
                "currency": Property("text", "its three letters, as USD"),
                "time_zone": Property("text", "as America/New_York"),
                "seq": Property("whole number", "the last write: the lock of all writes"),
                "facts_seq": Property("whole number", "the write that last changed facts"),
                "changes_next_seq": Property("whole number", "from which the log is pruned next"),
                "changes_pruned_at": Property("time", "when the log was last pruned"),
                "catalog_seq": Property("whole number", "the write that last changed the catalog"),
                "catalog_edition": Property(
                    "whole number", "the edition of the shipped catalog that it was given"
                ),
                "setting_keys": Property("texts", "settings of its own"),
                "setting_values": Property("texts", "the value of each, as JSON"),
                "regions": Property("texts", "areas that were named, as first written"),
                "segments": Property("texts", "kinds of clients that were named"),
                "created_at": Property("time", "when it was made"),
            },
        ),
    ),
)
