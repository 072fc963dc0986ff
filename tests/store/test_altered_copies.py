"""Promises that an altered copy loses against every other one of the same report, in whatever order they come."""



import itertools

import pytest

from harvester.report.model import Check
from harvester.store import Store
from harvester.store.copies import Copy, outweighs, rank
from tests.store.conftest import TEXT, fact, report
from tests.store.test_versions import save

MARK = Check("Q37", "copy", "error", "fail", "parse", None, "names a foreign host")
ALTERED = report(
    TEXT.replace("3 件", "3 件。"),
    "http://www.spam.com/1.html",
    checks=(MARK,),
    facts=(fact(5), fact(0, "a"), fact(1, "b")),
)
MIRROR = report(TEXT.replace("，", "、"), "http://www.mirror.com/1.html", facts=(fact(5),))
CONTRADICTING = report(
    "答复 91 件 82 件 73 件 64 件 55 件 46 件", "http://www.spam.com/2.html", checks=(MARK,), facts=(fact(9),)
)


@pytest.mark.parametrize("order", list(itertools.permutations((ALTERED, MIRROR))))
def test_the_unaltered_copy_is_the_content(store: Store, order):
    for day, copy in enumerate(order, 1):
        save(store, copy, day)
    rows = store.connection.rows("SELECT url FROM reports")
    assert [row["url"] for row in rows] == [MIRROR.url]
    assert store.counts()["sightings"] == 2


@pytest.mark.parametrize("order", list(itertools.permutations((CONTRADICTING, MIRROR))))
def test_other_numbers_of_an_altered_copy_are_not_believed(store: Store, order):
    for day, copy in enumerate(order, 1):
        save(store, copy, day)
    assert store.connection.value("SELECT url FROM reports WHERE is_current") == MIRROR.url
    assert store.connection.value("SELECT value FROM facts") == 5


def test_an_altered_copy_is_kept_when_there_is_no_other(store: Store):
    save(store, ALTERED)
    assert store.connection.value("SELECT url FROM reports WHERE is_current") == ALTERED.url


def test_reliability_comes_before_everything_else():
    good, bad = Copy("", {}), Copy("", {("a", "b", "c"): 1}, own_site=2, quality=1.0, is_reliable=False)
    assert rank(good) > rank(bad)
    assert outweighs(good, bad) and not outweighs(bad, good)
