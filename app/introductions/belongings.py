"""What introductions keep in the graph."""

from app.belongings.kinds import Belongings, Follows, Label, Property, Relationship
from app.introductions import repository

INTRODUCTIONS = Belongings(
    labels=(
        Label(
            "Introduction",
            "What a connector makes of a suggestion, from the first step to its outcome.",
            Follows(
                "delete",
                "move",
                "clear",
                "told",
                held_by=("MADE", "INTRODUCES"),
                why="Only the connector who made it is told: its state would reveal a no.",
            ),
            mapped={
                "state": Property("text", "such as `asked`; see introductions.md"),
                "purpose": Property("text", "what it is meant to bring"),
                "opt_in": Property("text", "whether both are asked first: `both` or `none`"),
                "plan_week": Property("text", "the week's plan that proposed it, as 2026-W48"),
                "why_a": Property("text", "why it could be good for the first"),
                "why_b": Property("text", "why it could be good for the second"),
                "shown": Property("texts", "what each sees of the other before both said yes"),
                "pairing": Property("text", "the score when it was begun, as JSON: version, parts"),
                "outcome": Property("text", "`relationship`, `referral` or `nothing`"),
                "due": Property("time", "when something has to be done next"),
                "due_key": Property("text", "`due` as it is searched", withheld=True),
                "paused_until": Property("time", "until when it is on pause"),
                "reminded": Property("whole number", "reminders in this state"),
                "version": Property("whole number", "the write that last changed it"),
                "created_at": Property("time", "when it was begun"),
                "asked_at": Property("time", "when both were asked"),
                "introduced_at": Property("time", "when they were introduced"),
                "met_at": Property("time", "when they had met"),
                "followed_up_at": Property("time", "when the connector had followed up"),
                "declined_at": Property("time", "when one of them said no"),
                "closed_at": Property("time", "when its outcome was recorded"),
                "withdrawn_at": Property("time", "when it was withdrawn"),
            },
        ),
        Label(
            "AnswerLink",
            "The link on which one of the two answers without an account.",
            Follows(
                "delete",
                "move",
                "delete",
                "withheld",
                held_by=("ANSWERS",),
                why="It holds nothing but hashes.",
            ),
            {
                "hash": Property("text", "SHA-256 of the link's secret", withheld=True),
                "side": Property("text", "whose it is: `a` or `b`"),
                "expires_at": Property("time", "until when it can be used"),
                "answers_to": Property(
                    "text", "keyed hash of the address that they had when asked", withheld=True
                ),
            },
        ),
    ),
    relationships=(
        Relationship(
            "MADE",
            "Who makes an introduction.",
            (("Person", "Introduction"),),
            Follows("delete", "move", "clear", "implied"),
        ),
        Relationship(
            "INTRODUCES",
            "One of the two people of an introduction, and what they said.",
            (("Introduction", "Person"),),
            Follows("delete", "move", "clear", "told"),
            {"side": Property("text", "`a` or `b`")},
            {
                "asked_at": Property("time", "when they were asked"),
                "answer": Property("text", "`yes`, `no` or `not_now`"),
                "answered_at": Property("time", "when they answered"),
                "answered_by": Property("text", "`link` or `connector`: how the answer came in"),
                "answered_in": Property(
                    "text", "SHA-256 of the secret of the browser they answered in", withheld=True
                ),
                "meet_again": Property("yes or no", "whether they would meet the other again"),
                "followed_up": Property("yes or no", "whether the other followed up"),
                "feedback_at": Property("time", "when they said so"),
                "feedback_in": Property(
                    "text", "SHA-256 of the secret of the browser they said so in", withheld=True
                ),
            },
        ),
        Relationship(
            "ANSWERS",
            "Which introduction a link answers.",
            (("AnswerLink", "Introduction"),),
            Follows("delete", "move", "delete", "implied"),
        ),
    ),
    delete=(repository.delete_of_person,),
    tell=repository.list_of_person,
)
