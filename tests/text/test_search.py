"""Promises of the search for readings of damaged text: nothing that counts is passed over, little else is tried."""

import random

import pytest

from harvester.text.beam import Front, NarrowFront, Node
from harvester.text.guesses import Emit, Guesses
from harvester.text.language import Language
from harvester.text.lattice import Token
from harvester.text.lost_bytes import mend_lost_bytes
from harvester.text.search import Search
from tests.text.damaging import SENTENCES

MOST, MARGIN = 5, 5.0
DAMAGED = "六?！钡母黜椪策文件進行解讀"


def node(score: float, last: str, pending: int = 0xA1) -> Node:
    return Node(score, last, pending, None, last, Emit(""))


def search(text: str) -> Search:
    return Search([Token(char) for char in text], "“", Guesses(Language(), traditional=True), margin=MARGIN)


@pytest.mark.parametrize("seed", range(20))
def test_a_front_keeps_the_best_node_of_the_best_states(seed: int) -> None:
    chance = random.Random(seed)
    nodes = [node(chance.choice((-1.0, -2.0, -3.5, -4.0, -7.0)), chance.choice("政府信息公开年度")) for _ in range(60)]
    front = Front(MOST)
    best: dict[str, float] = {}
    for each in nodes:
        worse_than_kept = each.score < front.least
        front.add(each)
        best[each.last] = max(best.get(each.last, each.score), each.score)
        scores = sorted(best.values(), reverse=True)[:MOST]
        assert [kept.score for kept in front.kept()] == scores
        assert not worse_than_kept or each not in front.kept()
    assert front.least == sorted(best.values(), reverse=True)[MOST - 1]


def test_of_two_ways_to_one_state_that_score_the_same_the_first_is_kept() -> None:
    first, second = node(-1.0, "政"), node(-1.0, "政")
    front = Front(MOST)
    front.add(first)
    front.add(second)
    (kept,) = front.kept()
    assert kept is first


def test_a_narrow_front_counts_nothing_far_below_the_way_on_from_its_best() -> None:
    front = NarrowFront(MOST, MARGIN, {"政": -2.0, "府": -9.0}.__getitem__)
    front.add(node(-10.0, "政", 0))
    assert front.least == pytest.approx(-10.0 - 2.0 - MARGIN, abs=1e-3)
    front.add(node(-9.0, "府", 0))
    assert front.least == pytest.approx(-10.0 - 2.0 - MARGIN, abs=1e-3)


def test_the_readings_hold_the_best_one_and_none_beyond_the_margin() -> None:
    found = search(DAMAGED)
    best = found.best().score
    readings = list(found.readings())
    assert max(score for score, _ in readings) == pytest.approx(best)
    assert min(score for score, _ in readings) >= best - MARGIN
    assert "保”的各項政策" in {"".join(emit.text for emit in emits)[1:8] for _, emits in readings}


def test_both_of_two_readings_that_score_the_same_count() -> None:
    """系 may have lost its first byte or 电 its second: the sums are the same numbers in another order."""
    text = "\n".join(SENTENCES).replace("联系电话。", "联系缁啊\ufffd")
    assert "名单及联□□话。\n" in mend_lost_bytes(text).text


def test_few_nodes_are_tried_for_each_token(monkeypatch: pytest.MonkeyPatch) -> None:
    tried = 0

    def add(front: Front, each: Node) -> None:
        nonlocal tried
        tried += 1
        kept_add(front, each)

    kept_add = Front.add
    monkeypatch.setattr(Front, "add", add)
    search(DAMAGED)
    assert tried < 120 * len(DAMAGED)
