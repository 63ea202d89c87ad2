"""What a week is decided from: the workspace's part, and each connector's facts."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from app.errors import NotFound
from app.graph import Reader
from app.pairings.models import Facts, Pair, PairingSettings
from app.pairings.repository import load_facts, read_settings
from app.pairings.rules.variety import kind_of_pair
from app.plans import repository
from app.plans.models import PlanSettings, Showing
from app.plans.repository import Limits
from app.plans.rules.plan_value import times_shown
from app.plans.rules.weeks import begin_of, in_utc, monday_of
from app.relationships.facts import Acquaintances, read_acquaintances
from app.session import Session


@dataclass(frozen=True, slots=True)
class Week:
    """A week in a workspace: its name, its Monday, and the workspace's time zone."""

    name: str
    monday: date
    zone: str

    @property
    def begin(self) -> datetime:
        """Monday 00:00 in the zone: facts are taken as of then."""
        return begin_of(self.monday, self.zone)


@dataclass(frozen=True, slots=True)
class Common:
    """What is the same for all connectors of a week."""

    facts_seq: int
    """As which number the facts had changed last before anything was read."""
    settings: PlanSettings
    pairing_settings: PairingSettings
    catalog_seq: int
    last_introduced: Mapping[str, date]
    """Person -> the day, in the workspace's zone, on which they were last introduced."""
    caps: Mapping[str, int]
    """Person -> in how many more introductions of the week they may be, where not the default."""
    fixed: frozenset[Pair]
    """Pairs in saved plans of the week."""
    acquaintances: Acquaintances
    """Who knows who in the workspace."""


@dataclass(frozen=True, slots=True)
class Own:
    """One connector's part."""

    facts: Facts
    shown: Mapping[Pair, int | None]
    lately: frozenset[tuple[str, str]]
    """What the two of each pair practice first that this connector was shown in the last weeks."""


def load_common(session: Session, week: Week) -> Common:
    begin = in_utc(week.begin)

    def work(tx: Reader) -> Common:
        settings = repository.read_plan_settings(tx)
        since = begin - timedelta(weeks=settings.plan_fairness_weeks)
        row = tx.one(repository.load_week, week=week.name, since=since, before=begin)
        pairing_settings, catalog_seq = read_settings(tx)
        pairs = pairs_of((key, person) for _, key, person in row.proposed)
        return Common(
            # Read first of all, so that nothing is older than it says.
            facts_seq=tx.node.facts_seq,
            settings=settings,
            pairing_settings=pairing_settings,
            catalog_seq=catalog_seq,
            last_introduced={
                person: last.astimezone(ZoneInfo(week.zone)).date()
                for person, last in row.introduced
            },
            caps=_caps(row.limits, pairs.values(), week.monday, settings),
            fixed=frozenset(pairs.values()),
            acquaintances=read_acquaintances(tx),
        )

    return session.read(work)


def _caps(
    limits: Iterable[Limits], fixed: Iterable[Pair], monday: date, settings: PlanSettings
) -> dict[str, int]:
    caps = {
        person: 0
        if away_until is not None and away_until >= monday
        else settings.plan_max_per_week
        if most is None
        else most
        for person, most, away_until in limits
    }
    for person, times in Counter(one for pair in fixed for one in pair).items():
        caps[person] = max(0, caps.get(person, settings.plan_max_per_week) - times)
    return caps


def pairs_of(sides: Iterable[tuple[str, str]]) -> dict[str, Pair]:
    """The pairs from their sides, by their keys; a pair that lost a person is none."""
    people: dict[str, set[str]] = defaultdict(set)
    for key, person in sides:
        people[key].add(person)
    pairs = {key: sorted(both) for key, both in people.items() if len(both) > 1}
    return {key: (a, b) for key, (a, b) in pairs.items()}


def load_own(session: Session, connector: str, week: Week, common: Common, now: datetime) -> Own:
    """A connector's facts as of the week's Monday; raises `NotFound`."""

    def work(tx: Reader) -> Own:
        facts = load_facts(
            tx,
            connector,
            week.begin,
            common.pairing_settings,
            common.catalog_seq,
            # What people did since the Monday counts next week: a second run gives the same.
            acts_before=week.begin if week.begin < now else None,
            circles=common.acquaintances.circles,
        )
        if facts is None:
            raise NotFound(f"No person “{connector}” here.")
        row = tx.one(repository.load_shown, connector=connector, week=week.name)
        showings = _in_vain(row)
        return Own(
            facts,
            times_shown(showings, week.monday, common.settings),
            _lately(row, facts, week.monday, common.settings),
        )

    return session.read(work)


def _lately(
    row: repository.ShownRow, facts: Facts, monday: date, settings: PlanSettings
) -> frozenset[tuple[str, str]]:
    """The kinds of pairs in plans of the weeks that are to differ from this one."""
    people = {contact.id: contact for contact in facts.contacts}
    since = monday - timedelta(weeks=settings.plan_variety_weeks - 1)
    sides = ((f"{week} {key}", person) for week, key, person in row.shown)
    return frozenset(
        kind_of_pair(people[a], people[b])
        for key, (a, b) in pairs_of(sides).items()
        if a in people and b in people and monday_of(key.partition(" ")[0]) >= since
    )


def _in_vain(row: repository.ShownRow) -> list[Showing]:
    """The showings after which the connector made no introduction of the pair."""
    made: dict[Pair, datetime] = {}
    when = {introduction: at for introduction, _, at in row.made if at is not None}
    introduced = pairs_of((introduction, person) for introduction, person, _ in row.made)
    for key, pair in introduced.items():
        if key in when:
            made[pair] = max(when[key], made.get(pair, when[key]))
    pairs = pairs_of((f"{week} {key}", person) for week, key, person in row.shown)
    showings = []
    for key, pair in pairs.items():
        monday = monday_of(key.partition(" ")[0])
        acted = made.get(pair)
        # The Monday begins at another moment in each time zone, less than a day before or after.
        if acted is None or acted.date() < monday - timedelta(1):
            showings.append(Showing(pair, monday.toordinal()))
    return showings
