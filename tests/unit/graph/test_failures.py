"""What a server answers when it refuses: each code has its own sentence."""

import pytest
from neo4j.exceptions import IncompleteCommit, Neo4jError, ServiceUnavailable

from app.graph.failures import MAY_BE_SAVED, explain
from app.settings import GraphSettings

SETTINGS = GraphSettings(uri="neo4j+s://graph.example", database="people")


def refused(code: str) -> Neo4jError:
    error = Neo4jError._hydrate_neo4j(code=f"Neo.{code}", message="its own words")
    assert isinstance(error, Neo4jError)
    return error


@pytest.mark.parametrize(
    ("code", "words", "lasts"),
    [
        ("ClientError.Security.Unauthorized", "INTROS_GRAPH__PASSWORD", True),
        ("ClientError.Security.AuthenticationRateLimit", "too many wrong", True),
        ("ClientError.Security.CredentialsExpired", "first password", True),
        ("ClientError.Security.Forbidden", "may not do this", True),
        ("ClientError.Database.DatabaseNotFound", "“people”", True),
        ("TransientError.General.DatabaseUnavailable", "is stopped", False),
        ("ClientError.Cluster.NotALeader", "only reads", False),
        ("TransientError.General.OutOfMemory", "Nothing was changed", False),
        ("ClientError.Statement.SyntaxError", "Nothing was changed", False),
    ],
)
def test_each_refusal_has_its_sentence(code: str, words: str, lasts: bool) -> None:
    failure = explain(refused(code), SETTINGS)
    assert words in failure.sentence
    assert failure.lasts is lasts
    assert "its own words" not in failure.sentence


def test_the_cause_is_found_behind_others() -> None:
    error = ServiceUnavailable("Unable to retrieve routing information")
    error.__cause__ = ExceptionGroup(
        "all failed", [ServiceUnavailable("x"), ConnectionRefusedError()]
    )
    assert "Nothing listens at graph.example:7687" in explain(error, SETTINGS).sentence


def test_a_commit_without_an_answer_is_told_to_everyone() -> None:
    error = explain(IncompleteCommit("cut"), SETTINGS).error()
    assert error.public_detail == error.detail == MAY_BE_SAVED


def test_the_built_in_database_has_no_address_to_name() -> None:
    assert "built-in database" in explain(ConnectionRefusedError(), GraphSettings()).sentence
