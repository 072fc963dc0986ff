"""Promises that changed and broken gold reports end in a reading or a clear reason, never in a crash or a hang."""

import random

import pytest

from benchmarks.fuzz import MUTATIONS, Mutation, findings, repeat
from tests.gold.build.reports import gold_reports
from tests.gold.model import Gold

FILES = tuple(gold for gold in gold_reports() if gold.group in {"docx", "pdf"})[:2]
PAGES = tuple(gold for gold in gold_reports() if gold.group in {"html", "flat"})[::90]


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.__name__)
@pytest.mark.parametrize("gold", (*PAGES, *FILES), ids=lambda gold: gold.name)
def test_a_changed_document_ends_in_a_reading_or_a_reason(gold: Gold, mutation: Mutation) -> None:
    body = gold.body if isinstance(gold.body, bytes) else gold.body.encode()
    changed = mutation(body, random.Random(f"{gold.name} {mutation.__name__}"))
    assert list(findings(gold, changed, mutation.__name__)) == []


@pytest.mark.parametrize("missing", (84, 177, 900))
def test_a_package_that_lost_a_piece_is_refused_with_a_reason(missing: int) -> None:
    """Offsets of its directory then point before the file."""
    gold = next(gold for gold in FILES if gold.group == "docx")
    assert isinstance(gold.body, bytes)
    assert list(findings(gold, gold.body[:200] + gold.body[200 + missing :], "cut_out")) == []


def test_a_damaged_table_that_stands_fifty_times_is_no_hang() -> None:
    """Each copy was settled anew, which took ten times as long."""
    gold = next(gold for gold in gold_reports() if gold.name == "layout-2021-lines_dropped-1")
    body = gold.body if isinstance(gold.body, bytes) else gold.body.encode()
    assert list(findings(gold, repeat(body, random.Random(5)), "repeat")) == []
