"""The form of a trigger event: what it doesn't show is still there when it is saved."""

from typing import Any

import pytest
from starlette.datastructures import FormData

from app.catalog.models import TriggerEvent
from app.web.access import Form
from app.web.routes.catalog import body_of

NEED: dict[str, Any] = {
    "profession": "dj", "likelihood": 0.66, "open": 0.8, "from_day": -365, "to_day": -180,
    "rationale": "Guests want to dance", "source": "weddings.example/survey",
    "denominator": "couples on a wedding site", "quote": "66% hired a DJ",
}  # fmt: skip
EVENT: dict[str, Any] = {
    "key": "party", "name": "Party", "sphere": "family", "occasion": "wedding", "theme": "life",
    "day_zero": "the day", "when_clients": "when people celebrate", "clients": "hosts",
    "client": "a host", "needs": [NEED],
    "meets": [{"profession": "caterer", "per_quarter": 3.0, "day": -90, "source": "judgement"}],
}  # fmt: skip
FIELDS = {
    "name": "Party", "day_zero": "the day",
    "meets-0-profession": "Caterer", "meets-0-per_year": "12", "meets-0-source": "judgement",
    "needs-0-profession": "DJ", "needs-0-likelihood": "66", "needs-0-from_day": "-365",
    "needs-0-to_day": "-180", "needs-0-rationale": "Guests want to dance",
    "needs-0-source": "weddings.example/survey",
}  # fmt: skip


def saved(fields: dict[str, str]) -> TriggerEvent:
    before = TriggerEvent.model_validate(EVENT)
    names = {"caterer": "Caterer", "dj": "DJ"}
    return TriggerEvent.model_validate(body_of(Form(FormData(fields)), before, names))


def test_a_form_that_is_saved_as_it_was_changes_nothing() -> None:
    assert saved(FIELDS) == TriggerEvent.model_validate(EVENT)


@pytest.mark.parametrize(
    "change", [{"needs-0-likelihood": "60"}, {"needs-0-source": "judgement"}], ids=str
)
def test_a_quote_does_not_stand_beside_another_figure(change: dict[str, str]) -> None:
    (need,) = saved(FIELDS | change).needs
    assert (need.quote, need.denominator, need.open) == (None, None, 0.8)
