"""What weekly plans keep in the graph."""

from app.belongings.kinds import Belongings, Follows, Label, Property, Relationship
from app.plans import repository

PLANS = Belongings(
    labels=(
        Label(
            "Plan",
            "The introductions chosen for one connector and one week. Its id is both.",
            Follows(
                "delete",
                "delete",
                "delete",
                "told",
                held_by=("connector", "id", "left_out"),
                why="Others' plans stay, without the person in the list of those left out.",
            ),
            mapped={
                "connector": Property("text", "whose plan it is: a person's id"),
                "week": Property("text", "as 2026-W48"),
                "run": Property("text", "the planning that made it"),
                "objective": Property("number", "what this plan adds to the sum"),
                "run_objective": Property("number", "the sum of all plans made with it"),
                "run_bound": Property("number", "what that sum could be at most"),
                "seconds": Property("number", "how long the planning took", "seconds"),
                "left_out": Property("texts", "ids of contacts who are in no pair", withheld=True),
                "left_out_codes": Property("texts", "why, for each of them", withheld=True),
                "created_at": Property("time", "when it was saved"),
                "seq": Property("whole number", "the write that saved it"),
            },
        ),
    ),
    relationships=(
        Relationship(
            "PROPOSES",
            "One of the two people of a pair that a plan proposes.",
            (("Plan", "Person"),),
            Follows(
                "delete",
                "delete",
                "delete",
                "withheld",
                held_by=("pairing",),
                why="What a plan says of people is for its connector.",
            ),
            mapped={
                "pair": Property("text", "the same for both people of a pair"),
                "rank": Property("whole number", "the pair's place in the plan, from 1"),
                "side": Property("text", "`a` or `b`"),
                "score": Property("number", "of the pair", "0 to 1"),
                "reason": Property(
                    "text", "the occasion that brings most clients, else the largest component"
                ),
                "pairing": Property("JSON", "the pair as it was shown; at side `a` only"),
            },
        ),
    ),
    delete=(
        repository.delete_of_person,
        repository.delete_proposals_of_person,
        repository.drop_left_out_person,
    ),
    tell=repository.list_of_person,
)
