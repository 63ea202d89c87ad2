"""What published lists are asked about the advice."""

from pathlib import Path

import pytest

from benchmarks.advice import week
from benchmarks.advice.kinds import Kind, ranked_by
from benchmarks.advice.lists import Partner, PartnerList, read_lists
from benchmarks.advice.recall import best_possible, by_luck, hits, missed, recall

CATALOG = frozenset({"realtor", "cpa", "estate_attorney", "tax_attorney", "florist"})
SPHERES = dict.fromkeys(CATALOG, "legal") | {"florist": "events", "realtor": "real_estate"}


def one_list(*partners: Partner) -> PartnerList:
    return PartnerList("cpa", partners, (), "a page")


EXACT = Partner("realtor", frozenset({"realtor"}))
WORD = Partner("an attorney", frozenset({"estate_attorney", "tax_attorney"}))


def test_lists_keep_what_the_catalog_knows_and_count_the_rest(tmp_path: Path) -> None:
    file = tmp_path / "lists.yaml"
    file.write_text(
        "words: {an attorney: [estate_attorney, ip_attorney]}\n"
        "lists:\n"
        "- {profession: cpa, partners: [realtor, an attorney, astronaut], other: [mayor],"
        " source: a}\n"
        "- {profession: astronaut, partners: [cpa], source: b}\n"
        "- {profession: realtor, partners: [astronaut], source: c}\n"
    )
    (read,) = read_lists(CATALOG, file)
    assert read.profession == "cpa"
    assert read.partners == (EXACT, Partner("an attorney", frozenset({"estate_attorney"})))
    assert read.unknown == ("mayor", "astronaut")


def test_a_word_is_found_by_any_profession_that_it_means() -> None:
    ranks = {"cpa": ["tax_attorney", "florist", "realtor"]}
    assert hits(ranks, one_list(EXACT, WORD), 2).found == 1
    assert hits(ranks, one_list(EXACT, WORD), 3).found == 2
    assert hits(ranks, one_list(EXACT, WORD), 3, words=False).named == 1
    assert missed(ranks, [one_list(EXACT, WORD)], 2) == {"cpa": ["realtor (3)"]}


def test_each_profession_counts_the_same_in_the_macro_figure() -> None:
    three_alike = [PartnerList("cpa", (EXACT,), (), "a page")] * 3
    other = PartnerList("florist", (WORD, EXACT), (), "a page")
    ranks = {"cpa": ["realtor"], "florist": ["cpa"]}
    found = recall([hits(ranks, one, 1) for one in (*three_alike, other)])
    assert found.micro == pytest.approx(3 / 5)
    assert found.macro == pytest.approx(1 / 2)
    assert found.least <= found.macro <= found.most


def test_luck_finds_what_drawing_within_the_sphere_finds() -> None:
    assert by_luck(one_list(WORD), 1, SPHERES).found == pytest.approx(1)
    assert by_luck(one_list(EXACT), 2, SPHERES).found == 0
    assert by_luck(one_list(EXACT), 3, SPHERES).found == pytest.approx(1 / 2)
    assert best_possible(one_list(EXACT, WORD), 1).found == 1


def test_those_who_compete_are_in_no_ranking() -> None:
    kinds = [
        Kind("cpa", "florist", 0.9, 1, 1, allowed=False),
        Kind("cpa", "realtor", 0.1, 1, 1, allowed=True),
    ]
    worth = {(one.a, one.b): one.value for one in kinds}
    assert ranked_by(kinds, worth) == {"cpa": ["realtor"], "realtor": ["cpa"]}


@pytest.mark.parametrize("name", week.names())
def test_each_made_up_network_can_be_read(name: str) -> None:
    network = week.read(name)
    people = [network.connector.name, *(one.name for one in network.people)]
    assert network.name == name
    assert len(set(people)) == len(people)
