"""What tells who someone is: email addresses, phone numbers, profiles, in canonical form.

Two spellings of the same thing become equal, and two different things never do: a strong
identifier unites people.
"""

import re
from functools import lru_cache
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

import phonenumbers
from email_validator import EmailNotValidError, validate_email

PLAIN_LOCAL_PART = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
LONGEST_PLAIN_LOCAL_PART = 64
LONGEST_PLAIN_DOMAIN = 100
HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+")
LINKEDIN = re.compile(r"(?:[a-z]{2,3}\.)?linkedin\.com")
PLAIN_LINKEDIN = re.compile(r"https://(?:www\.)?linkedin\.com/in/([A-Za-z0-9-]+)/?")
LINKEDIN_PERSON = re.compile(r"/in/[^/]+|/pub/[^/]+(?:/[0-9a-f]+){0,3}")
ABOUT_THE_VISIT = re.compile(
    r"utm_.*|mc_.*|fbclid|gclid|igshid|trk.*|ref|refid|ref_src|source|src|hl|lang|locale"
)
"""Parameters of an address that tell how someone came there, or in which language they read."""


def normalise_email(text: str) -> str:
    """The address in lower case with its domain in ASCII; raises `ValueError` with the fault."""
    local_part, _, domain = text.lower().rpartition("@")
    if (
        len(local_part) <= LONGEST_PLAIN_LOCAL_PART
        and len(domain) <= LONGEST_PLAIN_DOMAIN
        and PLAIN_LOCAL_PART.fullmatch(local_part)
    ):
        # What the library allows as it is: only the domain is left to look at, and a file has
        # the same few over and over.
        return f"{local_part}@{_domain_of(f'a@{domain}')}"
    return _validated(text)


@lru_cache(maxsize=4096)
def _domain_of(address: str) -> str:
    return _validated(address).rpartition("@")[2]


def _validated(text: str) -> str:
    try:
        found = validate_email(text, check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        raise ValueError(f"must be an email address: {error}") from None
    return f"{found.local_part}@{found.ascii_domain or found.domain}".lower()


def normalise_phone(text: str, country: str) -> str:
    """The number in E.164; one without a country code is taken for one of `country`."""
    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        raise ValueError("must be a phone number") from None
    if not phonenumbers.is_possible_number(number):
        raise ValueError("must be a possible phone number")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def normalise_profile(text: str) -> str:
    """A profile's address as https, without fragment, trailing slash and marks of the visit.

    LinkedIn serves the same profile under every country's name and in any case; its addresses
    of companies and groups are those of many people, so they are refused.
    """
    if plain := PLAIN_LINKEDIN.fullmatch(text):
        # What an export of connections holds, some fifteen times faster.
        return f"https://linkedin.com/in/{plain[1].lower()}"
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        host, port = (parts.hostname or "").removeprefix("www."), parts.port
    except ValueError:
        raise ValueError("must be the address of a profile") from None
    if parts.scheme not in {"http", "https"} or not HOST.fullmatch(host):
        raise ValueError("must be the address of a profile")
    path = parts.path.rstrip("/ ")
    if LINKEDIN.fullmatch(host):
        person = LINKEDIN_PERSON.match(unquote(path).lower())
        if person is None:
            raise ValueError("must be a person's profile, like linkedin.com/in/…")
        return f"https://linkedin.com{quote(person[0])}"
    place = host if port in {None, 80, 443} else f"{host}:{port}"
    query = sorted(
        (name, value)
        for name, value in parse_qsl(parts.query)
        if not ABOUT_THE_VISIT.fullmatch(name)
    )
    if not path and not query:
        raise ValueError("must be the address of a profile, not of a whole site")
    return f"https://{place}{path}" + (f"?{urlencode(query)}" if query else "")
