"""Promises that `diff` finds the two reports that are meant and tells, as text, JSON or page, what differs."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from harvester import cli
from harvester.report.model import Report, Section
from harvester.store import Store
from tests.cli.test_bad_input import REPORT
from tests.cli.test_commands import as_html, fact, report

LINE = "本年主动公开政府信息{}条。"


def with_prose(base: Report, text: str) -> Report:
    """The report with a section of prose."""
    return replace(base, sections=(Section(0, 1, "一、总体情况", "overview", text),), text=text)


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Two years of one agency, the later in two versions, and a report of another agency."""
    path = tmp_path / "h.db"
    first = with_prose(report(2022, fact("granted", 3)), LINE.format(5))
    corrected = replace(first, title="台山市教育局2022年政府信息公开工作年度报告（更正）", facts=(fact("granted", 4),))
    with Store.open(path) as store:
        store.save_report(with_prose(report(2021, fact("granted", 2)), LINE.format(5)))
        store.save_report(first)
        store.save_report(with_prose(corrected, LINE.format(6) + "<script>新的一句</script>"))
        store.save_report(replace(report(2022), agency="台山市财政局", url="http://a.test/cz.html"))
    return path


def diff(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    """What `diff` prints."""
    assert cli.main(["diff", *map(str, arguments)]) == 0
    return capsys.readouterr().out


def test_two_years_are_compared_by_cell_and_sentence(db: Path, capsys: pytest.CaptureFixture[str]):
    out = diff(capsys, "台山市教育局", 2021, 2022, "--db", db)
    assert re.search(r"applications\.granted\.total +2 +4", out)
    assert "[-5-]{+6+}" in out


def test_a_year_alone_means_its_last_two_versions(db: Path, capsys: pytest.CaptureFixture[str]):
    out = diff(capsys, "台山市教育局", 2022, "--db", db)
    assert "(version 1)" in out
    assert "(version 2)" in out
    assert diff(capsys, "台山市教育局", 2022, "--versions", 1, 2, "--db", db) == out


def test_a_part_of_the_name_is_enough_where_it_is_the_only_one(db: Path, capsys: pytest.CaptureFixture[str]):
    assert "台山市教育局 2021" in diff(capsys, "教育", 2021, 2022, "--db", db)


def test_the_comparison_as_json(db: Path, capsys: pytest.CaptureFixture[str]):
    value = json.loads(diff(capsys, "台山市教育局", 2021, 2022, "--db", db, "--json"))
    (cell,) = value["cells"]
    assert (cell["kind"], cell["before_raw"], cell["after_raw"]) == ("changed", "2", "4")
    assert value["counts"]["numbers"] == 1
    assert value["before"]["year"] == 2021


def test_the_page_asks_for_nothing_and_runs_nothing(db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    page = tmp_path / "diff.html"
    diff(capsys, "台山市教育局", 2021, 2022, "--db", db, "--html", page)
    text = page.read_text(encoding="utf-8")
    assert "<script" not in text
    assert "&lt;script&gt;" in text
    assert not re.search(r"\b(?:src|href)=|@import|url\(", text)
    assert "<del>5</del><ins>6</ins>" in text
    assert "default-src 'none'" in text


def test_two_files_are_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "a.html").write_text(as_html(REPORT), encoding="utf-8")
    (tmp_path / "b.txt").write_text(REPORT.replace("2022", "2023").replace("120条", "98条"), encoding="utf-8")
    out = diff(capsys, tmp_path / "a.html", tmp_path / "b.txt")
    assert "[-120-]{+98+}" in out
    assert "统计期限" not in out  # only its years changed


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["台山市", "2022"], "台山市教育局, 台山市财政局"),
        (["新会区", "2022"], "no report of 新会区"),
        (["台山市教育局", "2015", "2022"], "there are 2021, 2022"),
        (["台山市教育局", "2022", "--versions", "1", "9"], "there are 1, 2"),
        (["absent.html", "gone.html"], "absent.html"),
    ],
)
def test_what_is_not_there_is_told_in_one_line(db: Path, arguments, told: str, capsys: pytest.CaptureFixture[str]):
    assert cli.main(["diff", *arguments, "--db", str(db)]) == 1
    error = capsys.readouterr().err
    assert told in error
    assert len(error.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments", [["台山市教育局"], list("abc"), ["甲", "1", "2021"], ["甲", "2022", "--versions", "0", "1"]]
)
def test_wrong_usage_is_told(db: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]):
    assert cli.main(["diff", *arguments, "--db", str(db)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
