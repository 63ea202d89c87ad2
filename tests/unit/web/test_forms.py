"""What is typed into forms, as the API takes it."""

import pytest

from app.web.forms import per_quarter_in, per_year_of


@pytest.mark.parametrize(("typed", "per_quarter"), [("12", 3.0), ("2,5", 0.625), ("0", 0.0)])
def test_clients_a_year_are_saved_per_quarter(typed: str, per_quarter: float) -> None:
    assert per_quarter_in(typed) == per_quarter
    assert per_year_of(per_quarter) == typed.replace(",", ".")


def test_what_is_not_a_number_is_left_for_the_model_to_name() -> None:
    assert per_quarter_in("many") == "many"
