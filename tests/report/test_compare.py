"""Promises that two reports are compared cell by cell and sentence by sentence, and that a new year is no change."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvester.report.compare import compare, compare_cells, marked, split_sentences
from harvester.report.model import Fact, Report, Section


def report(year: int, *lines: str, facts: tuple[Fact, ...] = ()) -> Report:
    """A report of one section."""
    return Report(
        True, "made", year=year, sections=(Section(0, 1, "一、总体情况", "overview", "\n".join(lines)),), facts=facts
    )


def fact(row: str, value: int | None, raw: str | None = None, state: str | None = None) -> Fact:
    """A cell of the table of requests."""
    told = state or ("blank" if value is None else "numeric" if value else "zero")
    return Fact("applications", row, "total", value, told, str(value) if raw is None else raw, "grid")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        ([fact("granted", 3)], [fact("granted", 3)], []),
        ([fact("granted", 1234, "1,234")], [fact("granted", 1234, "１２３４")], []),
        ([fact("granted", 3)], [fact("granted", 4)], ["changed"]),
        ([fact("granted", 0)], [fact("granted", None, "")], ["changed"]),
        ([fact("granted", None, "—", "dash")], [fact("granted", None, "/", "dash")], []),
        ([fact("granted", None, "见附件", "text")], [fact("granted", None, "另见", "text")], ["changed"]),
        ([], [fact("granted", 4)], ["added"]),
        ([fact("granted", 4)], [], ["removed"]),
    ],
)
def test_cells_differ_by_what_they_mean_not_by_how_they_are_written(before, after, kinds):
    changes, same = compare_cells(before, after)
    assert [change.kind for change in changes] == kinds
    assert same == (0 if kinds else 1)


def test_a_changed_cell_carries_both_texts_and_both_values():
    (change,), _ = compare_cells([fact("granted", 3, "3件")], [fact("granted", 4, "4")])
    assert (change.before_raw, change.after_raw, change.before, change.after) == ("3件", "4", 3, 4)


LONG = "本机关认真贯彻落实条例要求，依法主动公开各类政府信息。"


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        (["没有变化的句子。"], ["没有变化的句子。"], ["same"]),
        (["2021年制度更加完善。"], ["2022年制度更加完善。"], ["year"]),
        (["与2020年相比有所增加。"], ["与2021年相比有所增加。"], ["year"]),
        (["自2015年起实行。"], ["自2015年起实行。"], ["same"]),
        (["全年公开信息120条。"], ["全年公开信息98条。"], ["numbers"]),
        (["2021年公开信息120条。"], ["2022年公开信息120条。"], ["year"]),
        ([LONG], [LONG.replace("各类", "全部")], ["reworded"]),
        (["旧的一句完全不同。"], ["新写上的另外内容。"], ["removed", "added"]),
        ([LONG, "甲句说一件事。"], ["甲句说一件事。", LONG], ["moved", "same"]),
        (["甲句说一件事。"], ["甲句说一件事。", LONG], ["same", "added"]),
        (["全角１２ 件。"], ["全角12件。"], ["same"]),
    ],
)
def test_sentences_are_told_apart_by_what_became_of_them(before, after, kinds):
    found = compare(report(2021, *before), report(2022, *after))
    assert [item.kind for item in found.sentences[1:]] == kinds  # the first is the heading


def test_two_reports_that_differ_by_their_year_alone_are_the_same():
    lines = ("2021年公开工作有序推进。", "截至2021年12月31日，没有收费。")
    later = tuple(line.replace("2021", "2022") for line in lines)
    assert compare(report(2021, *lines), report(2022, *later)).is_same
    assert not compare(report(2021, *lines), report(2021, *later)).is_same


def test_tables_in_a_section_are_no_sentences():
    assert split_sentences("总计\t3\t4\n全年公开3条。\n12\n") == ["全年公开3条。"]


@given(st.text("公开12。\n", max_size=60), st.text("公开12。\n", max_size=60))
def test_every_sentence_of_both_sides_is_told_exactly_once(before: str, after: str):
    found = compare(report(2021, before), report(2022, after)).sentences
    olds = [item.before for item in found if item.before is not None]
    assert sorted(olds) == sorted(["一、总体情况", *split_sentences(before)])
    assert [item.after for item in found if item.after is not None] == ["一、总体情况", *split_sentences(after)]


@given(st.text("公开12,.。", max_size=40), st.text("公开12,.。", max_size=40))
def test_marks_give_back_both_wordings(before: str, after: str):
    parts = list(marked(before, after))
    assert "".join(text for sign, text in parts if sign in "=-") == before
    assert "".join(text for sign, text in parts if sign in "=+") == after


def test_a_line_repeated_without_end_does_not_cost_without_end():
    text = "公开信息。" * 20_000
    started = time.process_time()
    compare(report(2021, text), report(2022, text + "完。"))
    assert time.process_time() - started < 5
