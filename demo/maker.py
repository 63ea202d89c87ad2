"""Makes people one after the other, by chance."""

from collections.abc import Collection

from demo.dice import Dice
from demo.person import COUNTY, Person, slug
from demo.trades import Trade
from demo.words import (
    COUNCIL,
    COUNCIL_SPHERES,
    FIRM_WORDS,
    GENERAL,
    GROUPS,
    KNOWN_NAMES,
    ORIGINS,
    OTHER_JOBS,
    SEGMENTS,
    SEGMENTS_OF_TRADES,
    TAGLINES,
)

ANYWHERE = GENERAL.split()
INVENTED = FIRM_WORDS.split()
DOMAINS = ("example.com", "example.net", "example.org")


class Maker:
    """Makes people one after the other, each with an id, a name and addresses of their own."""

    def __init__(self, topic: str, taken: Collection[str], first_phone: int) -> None:
        self.dice = Dice(topic)
        self._ids = set(taken)
        self._firms: dict[tuple[str, str], list[str]] = {}
        self._phones = {code: first_phone for county in COUNTY.values() for code in county.codes}

    def professional(self, trade: Trade, *, member: bool = False) -> Person:
        county = self.county()
        name, key = self.name()
        firm = self._firm(trade, county, name.split()[-1])
        known = self.dice.chance(0.76)
        title = self.dice.pick(trade.known_titles if known else trade.wild_titles)
        regions, segments = self._regions(county), self._segments(trade)
        return self.person(
            name, trade, self._decorated(title, firm) if known else title, firm, county,
            town=self._town(county), regions=regions, segments=segments, key=key,
            stated=(trade.key,) if member and self.dice.chance(0.6) else (), member=member,
            groups=self.groups(trade, 0.45) if member else (),
        )  # fmt: skip

    def somebody(self) -> Person:
        """Someone outside every line of referrals."""
        (name, key), county = self.name(), self.county()
        titles, _, forms = self.dice.pick(OTHER_JOBS).partition("|")
        title, form = self.dice.pick(titles.split(";")), self.dice.pick(forms.split(";"))
        firm = self._words(form, name.split()[-1])
        return self.person(name, None, title, firm, county, town=self._town(county), key=key)

    def person(
        self,
        name: str,
        trade: Trade | None,
        title: str,
        firm: str,
        county: str,
        *,
        town: str,
        key: str = "",
        regions: tuple[str, ...] = (),
        segments: tuple[str, ...] = (),
        stated: tuple[str, ...] = (),
        groups: tuple[str, ...] = (),
        member: bool = False,
        connector: bool = False,
    ) -> Person:
        key = key or slug(name)
        in_files = member or self.dice.chance(0.9)
        at_firm = trade is not None and self.dice.chance(0.7)
        domain = f"{slug(firm)}.example" if at_firm else self.dice.pick(DOMAINS)
        return Person(
            id=key,
            name=name,
            email=f"{key.replace('-', '.')}@{domain}" if in_files else "",
            phone=self._phone(county) if member or self.dice.chance(0.5) else "",
            profile=f"demo-{key}" if member or self.dice.chance(0.9) else "",
            title=title,
            trade=trade.key if trade else "",
            stated=stated,
            organisation=firm,
            county=county,
            town=town,
            regions=regions,
            segments=segments,
            groups=groups,
            member=member,
            connector=connector,
        )

    def name(self) -> tuple[str, str]:
        """A name and an ID that no one has yet; once in a while the name is a namesake's."""
        while True:
            firsts, _, lasts = self.dice.pick(ORIGINS).partition("|")
            first = self.dice.pick(firsts.split() if self.dice.chance(0.55) else ANYWHERE)
            name = f"{first} {self.dice.pick(lasts.split())}"
            key = slug(name)
            if key in self._ids and self.dice.chance(0.03):
                key += "-2"
            if name not in KNOWN_NAMES and key not in self._ids:
                self._ids.add(key)
                return name, key

    def county(self) -> str:
        return self.dice.weighted({name: county.weight for name, county in COUNTY.items()})

    def groups(self, trade: Trade, likelihood: float) -> tuple[str, ...]:
        """Other groups than the referral group: none, one or two."""
        if not self.dice.chance(likelihood):
            return ()
        open_to = (*GROUPS, COUNCIL) if trade.sphere in COUNCIL_SPHERES else GROUPS
        return tuple(sorted(self.dice.several(open_to, self.dice.number(1, 2))))

    def _town(self, county: str) -> str:
        return self.dice.pick(COUNTY[county].towns)

    def _regions(self, county: str) -> tuple[str, ...]:
        """The own county; often a neighboring one; a few serve the state, or everyone."""
        home = COUNTY[county]
        draw = self.dice.share()
        if draw < 0.04:
            return (home.region.rpartition("/")[0],)
        if draw < 0.07:
            return ("*",)
        if draw < 0.4:
            return (home.region, COUNTY[self.dice.pick(home.neighbours)].region)
        return (home.region,)

    def _segments(self, trade: Trade) -> tuple[str, ...]:
        usual = SEGMENTS[trade.sphere].split(";")
        for segment, trades in SEGMENTS_OF_TRADES.items():
            if trade.key in trades.split():
                usual = [segment]
        count = self.dice.weighted({0: 4.0, 1: 4.0, 2: 2.0})
        likely = {word: float(len(usual) - i) ** 2 for i, word in enumerate(usual)}
        return tuple(dict.fromkeys(self.dice.weighted(likely) for _ in range(count)))

    def _decorated(self, title: str, firm: str) -> str:
        """The title as some write it: with the firm, or with more about themselves."""
        draw = self.dice.share()
        if draw < 0.1:
            return f"{title} at {firm}"
        if draw < 0.2:
            return f"{title} | {self.dice.pick(TAGLINES)}"
        return title

    def _firm(self, trade: Trade, county: str, last: str) -> str:
        """A firm's name; colleagues of other professions share the larger kinds of firms."""
        form = self.dice.pick(trade.firms)
        there = self._firms.setdefault((form, county), [])
        if there and "L" not in form.replace("LLP", "") and self.dice.chance(0.3):
            return self.dice.pick(there)
        there.append(self._words(form, last))
        return there[-1]

    def _words(self, form: str, last: str) -> str:
        words = {"W": self.dice.pick(INVENTED), "V": self.dice.pick(INVENTED), "L": last}
        return " ".join(words.get(word, word) for word in form.split())

    def _phone(self, county: str) -> str:
        """A number from those that are set aside for fiction (555-0100 to 555-0199)."""
        code = self.dice.pick(COUNTY[county].codes)
        number = self._phones[code]
        self._phones[code] += 1
        return f"({code}) 555-01{number:02d}" if number < 100 else ""
