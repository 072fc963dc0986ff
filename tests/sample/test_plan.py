"""Promises that the plan of a national crawl is arithmetic that one can follow."""

from benchmarks.finding.plan import Visit, play


def test_sites_side_by_side_take_as_long_as_the_longest_row_of_them():
    visits = [Visit(99, 0, 1.0)] * 6
    assert play(visits, 6, 1.0)[0] * 3600 == 100 * 2
    assert play(visits, 2, 1.0)[0] * 3600 == 100 * 2 * 3


def test_a_slow_site_is_asked_with_longer_pauses():
    assert play([Visit(9, 0, 8.0)], 1, 1.0)[0] * 3600 == 10 * 16


def test_no_run_is_faster_than_its_process():
    hours, cpu = play([Visit(100, 100, 0.0)] * 100, 100, 0.0)
    assert hours == cpu > 0
