"""Promises that a brief says what the database says, can be mailed as it is, and that a notice names cell and rule."""

import re
import struct
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from docx import Document

from harvester import cli
from harvester.errors import HarvestError
from harvester.sample.drafting import draft_years
from harvester.sample.places import DEPARTMENTS, department, places
from harvester.store import Store
from harvester.web import drawing
from harvester.web.brief import read_brief
from harvester.web.drawing import Bar, draw_bars
from harvester.web.messages import Words
from harvester.web.notices import notices
from tests.web.stored import HOST, fill, keep, page_of


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small database of the site, and three more bureaus, so that there is something to rank."""
    path = tmp_path_factory.mktemp("brief") / "h.db"
    fill(path)
    with Store.open(path) as store:
        for key in list(DEPARTMENTS)[1:4]:
            (drafted,) = draft_years(department(places()["440781"], key), (2023,), {})
            keep(store, page_of(drafted), f"{HOST}/{key}/2023.html")
    return path


def test_sums_and_rankings_are_those_of_like_agencies(db: Path):
    brief = read_brief(db, "台山市", 2023)
    groups = {(group.level, group.type): group for group in brief.groups}
    assert groups.keys() == {("county", "government"), ("county", "department")}
    with Store.open(db, readonly=True) as store:
        wanted = store.connection.first(
            "SELECT sum(new_requests_total) AS value, count(new_requests_total) AS known, count(*) AS reports, "
            "max(new_requests_total) AS most FROM applications WHERE year = 2023 AND agency_type = 'department'"
        )
    bureaus = groups["county", "department"]
    total = next(item for item in bureaus.totals if item.key == "new_requests")
    ranking = next(item for item in bureaus.rankings if item.key == "new_requests")
    values = [point.value for _, point in ranking.rows]
    assert values == sorted(values, reverse=True)
    assert wanted == {
        "value": total.value, "known": total.known, "reports": bureaus.reports, "most": values[0],
    }  # fmt: skip
    assert not groups["county", "government"].rankings  # one government is no order


def test_years_without_a_report_are_counted_as_none(db: Path):
    assert read_brief(db, "440781", 2023).by_year[2021] == 0


def test_a_region_without_reports_is_one_line(db: Path):
    with pytest.raises(HarvestError, match="no report of"):
        read_brief(db, "吉林市", 2023)


def test_a_notice_names_cell_rule_found_and_expected(db: Path):
    brief = read_brief(db, "台山市", 2022)
    (notice,) = notices(brief.contradictions, Words("zh"))
    sums = [item for item in notice.findings if "总计" in item.where]
    assert sums
    flow = next(item for item in notice.findings if item.where == "总计")
    assert flow.found.isdigit()
    assert flow.expected.isdigit()
    assert flow.found != flow.expected
    assert re.search("[一-鿿]", flow.rule)


class _Addresses(HTMLParser):
    """Every address of a page and every event handler."""

    def __init__(self) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.handlers: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.loaded += [value or "" for name, value in attrs if name == "src" or (tag == "link" and name == "href")]
        self.handlers += [name for name, _ in attrs if name.startswith("on")]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_files_are_written_and_ask_for_nothing(
    db: Path, tmp_path: Path, language: str, capsys: pytest.CaptureFixture[str]
):
    folder = tmp_path / "brief"
    assert cli.main(["report", "台山市", "2022", str(folder), "--db", str(db), "--language", language]) == 0
    assert "Written:" in capsys.readouterr().out
    pages = [folder / "report.html", *(folder / "notices").glob("*.html")]
    assert len(pages) == 2
    for path in pages:
        found = _Addresses()
        found.feed(path.read_text(encoding="utf-8"))
        assert all(address.startswith("data:image/png") for address in found.loaded)
        assert found.handlers == []
    text = pages[0].read_text(encoding="utf-8")
    assert "&lt;script&gt;" in text  # the hostile report of the same year
    assert "\u202e" not in text
    for name in re.findall(r'href="(notices/[^"]+)"', text):
        assert (folder / name).exists()
    (word,) = (folder / "notices").glob("*.docx")
    table = Document(str(word)).tables[0]
    assert len(table.rows) > 1
    assert all(cell.text for cell in table.rows[1].cells)
    png = (folder / "years.png").read_bytes()
    assert png.startswith(b"\x89PNG")
    assert struct.unpack(">II", png[16:24]) > (800, 200)


def test_the_same_database_gives_the_same_page_and_charts(db: Path, tmp_path: Path):
    for name in ("one", "two"):
        assert cli.main(["report", "台山市", "2023", str(tmp_path / name), "--db", str(db)]) == 0
    for name in ("report.html", "years.png", "ranking-1.png"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_a_chart_without_a_chinese_font_numbers_its_bars(
    monkeypatch: pytest.MonkeyPatch, recwarn: pytest.WarningsRecorder
):
    monkeypatch.setattr(drawing, "chinese_font", lambda: None)
    assert draw_bars("新收申请", [Bar("台山市", 3), Bar("江门市", None)], "无年报").startswith(b"\x89PNG")
    assert not [warning for warning in recwarn if "Glyph" in str(warning.message)]


def test_a_missing_extra_is_one_line(
    db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    for name in ("matplotlib.figure", "matplotlib"):
        monkeypatch.setitem(sys.modules, name, None)
    assert cli.main(["report", "台山市", "2022", str(tmp_path / "brief"), "--db", str(db)]) == 1
    assert "[report]" in capsys.readouterr().err
    assert not (tmp_path / "brief").exists()


def test_two_years_are_wrong_usage(db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert cli.main(["report", "台山市", "2022-2023", str(tmp_path), "--db", str(db)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
