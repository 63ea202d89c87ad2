"""What ends by itself: links, sign-ins, kept answers. The service's clock is moved to see it."""

import httpx

from app import idempotency
from app.clock import sortable
from app.introductions.models import IntroductionSettings
from app.sign_in import repository as sign_in
from app.sign_in.service import create_link, forget_expired
from tests.api.conftest import TimedApi
from tests.api.introducing import begin, do, token
from tests.engines import Engine
from tests.sessions import acting

FIRST_DAYS = IntroductionSettings()


def test_a_link_to_answer_on_opens_as_long_as_an_answer_can_matter(
    timed_world: TimedApi, engine: Engine
) -> None:
    world = timed_world
    dana, person = world.client(connector="dana"), world.with_key(None)
    made = begin(dana)
    do(dana, made, "ask")
    page = f"/r/{token(engine, world.workspace, made, 'a')}"
    days = FIRST_DAYS.ask_expires_days + FIRST_DAYS.introduced_expires_days + FIRST_DAYS.pause_days
    world.clock.advance(days=days - 1)
    assert person.get(page).status_code == 200
    world.clock.advance(days=2)
    assert person.get(page).status_code == 410
    assert person.post(page, data={"answer": "yes"}).status_code == 410


def sign_in_link(world: TimedApi) -> str:
    session = acting(world.graph, world.workspace, at=world.clock.at)
    return f"/sign-in/{create_link(session, 'dana')}"


def test_a_sign_in_link_works_for_fifteen_minutes(timed_world: TimedApi) -> None:
    world = timed_world
    in_time, too_late = sign_in_link(world), sign_in_link(world)
    person = world.with_key(None)
    world.clock.advance(minutes=14)
    assert person.get(in_time).status_code == 200
    assert person.post(in_time).headers["location"] == "/week"
    world.clock.advance(minutes=2)
    assert person.get(too_late).status_code == 410
    answer = world.with_key(None).post(too_late)
    assert answer.status_code == 410
    assert "set-cookie" not in answer.headers


def test_a_sign_in_lasts_thirty_days(timed_world: TimedApi) -> None:
    world = timed_world
    person = world.with_key(None)
    person.post(sign_in_link(world))
    world.clock.advance(days=30, minutes=-1)
    assert person.get("/people").status_code == 200
    world.clock.advance(minutes=2)
    answer = person.get("/people")
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")


def test_an_answer_is_kept_for_its_idempotency_key_for_a_day(timed_world: TimedApi) -> None:
    world = timed_world
    client = world.client()

    def post() -> httpx.Response:
        return client.post("/v1/people", json={"name": "Ada"}, headers={"Idempotency-Key": "k"})

    first = post().json()["id"]
    world.clock.advance(hours=24, minutes=-1)
    assert post().json()["id"] == first
    world.clock.advance(minutes=2)
    assert post().json()["id"] != first


def test_the_clock_deletes_kept_answers_and_sign_ins_that_are_over(timed_world: TimedApi) -> None:
    world = timed_world
    sign_in_link(world)
    world.with_key(None).post(sign_in_link(world))
    key = {"Idempotency-Key": "k"}
    assert world.client().post("/v1/people", json={"name": "Ada"}, headers=key).is_success
    counts = []
    for days in (0, 2, 30):
        world.clock.advance(days=days)
        counts.append(over(world))
        idempotency.forget_expired(world.installation)
        forget_expired(world.installation)
        assert over(world) == (0, 0)
    assert counts == [(0, 0), (1, 1), (0, 1)]


def over(world: TimedApi) -> tuple[int, int]:
    """How many kept answers, and how many sign-ins, of the workspace are over and still there."""
    now, most = world.clock.at, 100_000
    before = sortable(now - idempotency.KEPT)
    answers = world.installation.read(
        lambda tx: tx.many(idempotency.list_expired, before_key=before, most=most)
    )
    sign_ins = world.installation.read(lambda tx: tx.many(sign_in.list_expired, now=now, most=most))
    return (
        sum(row.workspace == world.workspace for row in answers),
        sum(row.workspace == world.workspace for row in sign_ins),
    )
