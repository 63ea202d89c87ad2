"""What counts as a reason to look at what someone keeps."""

import pytest

from app.audit.rules import read_reason


@pytest.mark.parametrize(
    "text",
    ["", "  ", "a while", "complaint", "          ", "aaaaaaaaaaaa", "abababababab", "..........!!",
     "1234123412341234", " \n\t x  y \n", "because   b"],
)  # fmt: skip
def test_blanks_and_keys_held_down_are_no_reason(text: str) -> None:
    with pytest.raises(ValueError, match="must"):
        read_reason(text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a complaint by Lee", "a complaint by Lee"),
        ("  a complaint \n by Lee ", "a complaint by Lee"),
        ("Jährliche Prüfung", "Jährliche Prüfung"),
        ("客户投诉需要核对本周记录", "客户投诉需要核对本周记录"),
    ],
)
def test_a_reason_is_kept_in_one_line(text: str, reason: str) -> None:
    assert read_reason(text) == reason
