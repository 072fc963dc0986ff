"""Promises that the shipped weights rank labelled links well that they were not fitted to."""

import pytest

from benchmarks.links import ranking, read_sets
from harvester.crawl.score import SIGNALS, load_weights, signals
from harvester.errors import ReferenceRowError

LABELLED = read_sets()
FLOOR = 0.97
"""Of all pairs of a good and a bad link, the share in which the good one scores higher; measured: 0.987."""


def test_links_that_were_kept_from_the_fit_are_ranked_well():
    unseen = [row for row in LABELLED if row.group == "test"]
    assert {row.site for row in unseen}.isdisjoint(row.site for row in LABELLED if row.group != "test")
    assert len(unseen) >= 150
    assert ranking(unseen, load_weights()) >= FLOOR


def test_each_signal_is_seen_among_the_labelled_links():
    seen = set().union(*(signals(row.link, row.page) for row in LABELLED))
    assert {signal.name for signal in SIGNALS} <= seen


def test_no_weight_contradicts_what_its_signal_says():
    weights = load_weights()
    assert all(weights[signal.name] <= 0 if signal.against else weights[signal.name] >= 0 for signal in SIGNALS)


@pytest.mark.parametrize(
    ("rows", "said"),
    [("signal,weight\nno such signal,1", "no such signal"), ("signal,weight\nfooter,x", "no number"),
     ("signal,weight\nfooter,-1", "no weight for")],
)  # fmt: skip
def test_a_table_of_weights_that_does_not_fit_the_signals_is_refused(tmp_path, rows: str, said: str):
    (tmp_path / "w.csv").write_text(rows, "utf-8")
    with pytest.raises(ReferenceRowError, match=said):
        load_weights(tmp_path / "w.csv")
