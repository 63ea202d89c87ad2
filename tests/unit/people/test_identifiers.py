"""E-mail addresses, telephone numbers and profiles: one form each, and never one for two people."""

import string
from collections.abc import Callable

import pytest
from email_validator import EmailNotValidError, validate_email
from hypothesis import given
from hypothesis import strategies as st

from app.people.rules.identifiers import normalise_email, normalise_phone, normalise_profile

local_parts = st.text(alphabet=string.ascii_letters + string.digits + "!#$%&'*+-/=?^_`{|}~.é \"(@")
domains = st.lists(
    st.text(alphabet=string.ascii_letters + string.digits + "-ü", max_size=8), max_size=4
).map(".".join) | st.just("x.example")


def outcome_of(normalise: Callable[[str], str], text: str) -> str:
    """What is stored, or why it is refused."""
    try:
        return normalise(text)
    except ValueError as fault:
        return str(fault)


@given(local_parts, domains)
def test_an_address_is_taken_or_refused_as_the_library_says(local_part: str, domain: str) -> None:
    address = f"{local_part}@{domain}"
    try:
        found = validate_email(address, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        with pytest.raises(ValueError, match="must be an email address"):
            normalise_email(address)
    else:
        stored = f"{found.local_part}@{found.ascii_domain or found.domain}".lower()
        assert normalise_email(address) == stored
        assert normalise_email(stored) == stored


@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        ("Ada.Li+news@Example.COM", "ada.li+news@example.com"),
        ("ada@x.example", "ada@x.example"),
        ("ada@x.test", "ada@x.test"),
        ("ada@Bücher.example", "ada@xn--bcher-kva.example"),
        ("Strauß@x.example", "strauß@x.example"),
        ("用户@x.example", "用户@x.example"),
    ],
)
def test_an_address_is_stored_in_lower_case_with_its_domain_in_ascii(
    sent: str, stored: str
) -> None:
    assert normalise_email(sent) == stored


@pytest.mark.parametrize(
    "sent",
    ["", "ada", "ada@", "@x.example", "ada@localhost", "a b@x.example", "ada@x.example, bob"],
)
def test_what_is_no_address_is_refused_with_a_reason(sent: str) -> None:
    with pytest.raises(ValueError, match=r"must be an email address: \w"):
        normalise_email(sent)


@pytest.mark.parametrize(
    "address",
    [
        f"{'a' * 250}@x.example",
        f"a@{'x' * 64}.example",
        f"a@{'.'.join(['x' * 50] * 5)}.example",
    ],
)
def test_an_address_that_is_too_long_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="must be an email address"):
        normalise_email(address)


@pytest.mark.parametrize(
    ("sent", "country", "stored"),
    [
        ("(212) 555-0100", "US", "+12125550100"),
        ("+353 1 555 0100", "US", "+35315550100"),
        ("01 555 0100", "IE", "+35315550100"),
        ("0049 89 5550100", "DE", "+49895550100"),
    ],
)
def test_a_number_is_stored_in_e164_by_the_country_of_the_workspace(
    sent: str, country: str, stored: str
) -> None:
    assert normalise_phone(sent, country) == stored
    assert normalise_phone(stored, "US") == stored


@pytest.mark.parametrize("sent", ["", "call me", "12", "+1 212 555 0100 0100 0100"])
def test_what_is_no_number_is_refused(sent: str) -> None:
    with pytest.raises(ValueError, match="phone number"):
        normalise_phone(sent, "US")


@given(st.text(max_size=20), st.sampled_from(["US", "IE", "JP"]))
def test_any_text_is_a_number_or_refused_with_a_reason(sent: str, country: str) -> None:
    outcome = outcome_of(lambda text: normalise_phone(text, country), sent)
    assert outcome.startswith("+") or "phone number" in outcome


@pytest.mark.parametrize(
    "sent",
    [
        "https://www.linkedin.com/in/ada-li/",
        "http://linkedin.com/in/Ada-Li",
        "linkedin.com/in/ada-li?trk=people",
        "https://ie.linkedin.com/in/ada-li#about",
        "https://www.linkedin.com/in/ada-li/detail/recent-activity",
    ],
)
def test_the_spellings_of_a_linkedin_profile_are_one(sent: str) -> None:
    assert normalise_profile(sent) == "https://linkedin.com/in/ada-li"


def test_a_profile_in_other_letters_is_one_with_its_encoded_spelling() -> None:
    assert normalise_profile("linkedin.com/in/José") == normalise_profile(
        "https://www.linkedin.com/in/jos%C3%A9"
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("facebook.com/profile.php?id=1", "facebook.com/profile.php?id=2"),
        (
            "scholar.google.com/citations?user=ab&hl=en",
            "scholar.google.com/citations?user=cd&hl=en",
        ),
        ("x.example/ada", "x.example/bob"),
        ("x.example/Ada", "x.example/ada"),
    ],
)
def test_the_profiles_of_two_people_stay_two(one: str, other: str) -> None:
    assert normalise_profile(one) != normalise_profile(other)


def test_how_somebody_came_to_a_profile_does_not_matter() -> None:
    plain = normalise_profile("https://facebook.com/profile.php?id=1")
    assert normalise_profile("http://www.facebook.com/profile.php?ref=x&id=1&fbclid=y#z") == plain


@pytest.mark.parametrize(
    "sent",
    [
        "",
        "ada",
        "ftp://x.example/ada",
        "javascript:alert(1)",
        "http://[::1",
        "x.example:port/ada",
        "x y.example/ada",
        "linkedin.com",
        "https://linkedin.com/company/acme",
    ],
)
def test_what_is_nobodys_profile_is_refused(sent: str) -> None:
    with pytest.raises(ValueError, match="must be"):
        normalise_profile(sent)


@given(st.text(max_size=40).map(lambda text: f"https://x.example/{text}") | st.text(max_size=40))
def test_a_stored_profile_stays_as_it_is(sent: str) -> None:
    outcome = outcome_of(normalise_profile, sent)
    if not outcome.startswith("must be "):
        assert normalise_profile(outcome) == outcome


def test_a_plain_linkedin_address_means_what_one_with_marks_of_the_visit_means() -> None:
    for plain in ("https://www.linkedin.com/in/Ann-Lee", "https://linkedin.com/in/Ann-Lee/"):
        assert normalise_profile(plain) == normalise_profile(f"{plain}?trk=x#top")
