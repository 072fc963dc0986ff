"""Promises what the commands print on good input: JSON, explanations, summaries, tables, exit codes."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from harvester import cli
from harvester.report.model import Check, Fact, Figure, Report
from harvester.store import Gap, Store
from tests.cli.test_bad_input import REPORT
from tests.loopback import Loopback, Reply

HTML = "<html><head><title>{title}</title></head><body><div id='zoom'><p>字号：大 中 小</p>{body}</div></body></html>"


def as_html(text: str) -> str:
    """A plain page with a text in it."""
    title, *lines = text.strip().splitlines()
    return HTML.format(title=title, body="".join(f"<p>{line}</p>" for line in (title, *lines)))


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A report as an HTML file."""
    path = tmp_path / "report.html"
    path.write_text(as_html(REPORT), encoding="utf-8")
    return path


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Where the database goes."""
    return tmp_path / "h.db"


def report(year: int, *facts: Fact, checks: tuple[Check, ...] = (), published: str | None = None) -> Report:
    """A stored report of one agency."""
    return Report(
        True, "made for a test", agency="台山市教育局", agency_type="department", division_code="440781", year=year,
        url=f"http://a.test/{year}.html", text=f"{year}年报告", format="2021", facts=facts, checks=checks,
        published=published,
    )  # fmt: skip


def fact(row: str, value: int) -> Fact:
    """A cell of the table of requests."""
    return Fact("applications", row, "total", value, "numeric" if value else "zero", str(value), "grid")


# parse


def test_one_document_is_one_json_object(page: Path, capsys: pytest.CaptureFixture[str]):
    assert cli.main(["parse", str(page)]) == 0
    value = json.loads(capsys.readouterr().out)
    assert value["is_report"] is True
    assert value["year"] == 2022
    assert [section["kind"] for section in value["sections"] if section["level"] == 1][-1] == "other_matters"
    assert {"facts", "figures", "checks", "attachments", "damage", "contact_phone", "text_sha256"} <= set(value)


def test_several_documents_are_one_line_each_and_a_bad_one_costs_only_itself(
    page: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "empty.html").write_bytes(b"")
    assert cli.main(["parse", str(page), str(tmp_path / "empty.html"), str(page)]) == 1
    printed = capsys.readouterr()
    values = [json.loads(line) for line in printed.out.splitlines()]
    assert [(value["is_report"], value["year"]) for value in values] == [(True, 2022), (False, None), (True, 2022)]
    assert "empty" in values[1]["reason"]
    assert "empty.html" in printed.err


def test_a_page_that_is_no_report_says_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "news.html"
    path.write_text("<p>今天天气很好。</p>", encoding="utf-8")
    assert cli.main(["parse", str(path)]) == 0
    value = json.loads(capsys.readouterr().out)
    assert value["is_report"] is False
    assert value["reason"]


def test_the_explanation_names_every_stage_and_leaves_the_json_whole(page: Path, capsys: pytest.CaptureFixture[str]):
    assert cli.main(["parse", "--explain", str(page)]) == 0
    printed = capsys.readouterr()
    steps = json.loads(printed.out)["explain"]
    assert list(steps) == [
        "decode", "repair", "body", "metadata", "sections", "tables", "identity", "figures", "checks", "links",
        "verdict",
    ]  # fmt: skip
    for name in steps:
        assert f"-- {name}" in printed.err
    assert "believed" in printed.err
    assert "removed: 字号" in printed.err


def test_repairs_are_explained_with_an_example(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "damaged.html"
    path.write_text(as_html(REPORT).replace("公开", "公\u200b开"), encoding="utf-8")
    assert cli.main(["parse", "--explain", str(path)]) == 0
    repairs = json.loads(capsys.readouterr().out)["explain"]["repair"]["changes"]
    assert repairs
    assert all(change["places"] >= 1 for change in repairs)


def test_an_address_is_fetched_and_parsed(loopback: Loopback, capsys: pytest.CaptureFixture[str]):
    loopback.replies["/2022.html"] = Reply(as_html(REPORT).encode())
    assert cli.main(["parse", f"{loopback.url}/2022.html"]) == 0
    assert json.loads(capsys.readouterr().out)["url"] == f"{loopback.url}/2022.html"
    assert loopback.paths == ["/robots.txt", "/2022.html"]


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
def test_a_terminal_that_is_not_utf8_gets_valid_json(page: Path, encoding: str):
    result = subprocess.run(
        [sys.executable, "-m", "harvester", "parse", "--explain", "-"],
        input=page.read_bytes(), capture_output=True, check=False, timeout=60,
        env={"PYTHONIOENCODING": encoding, "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout.decode(encoding))["year"] == 2022


# import and reparse


def test_an_import_sums_up_and_a_second_one_finds_nothing_new(
    page: Path, db: Path, capsys: pytest.CaptureFixture[str]
):
    assert cli.main(["import", str(page), "--db", str(db)]) == 0
    assert "new reports" in capsys.readouterr().out
    assert cli.main(["import", str(page), "--db", str(db)]) == 0
    assert "known and unchanged" in capsys.readouterr().out
    with Store.open(db, readonly=True) as store:
        row = next(store.current_reports())
        assert row["url"] == page.as_uri()
        assert store.counts()["captures"] == store.counts()["reports"] == store.counts()["sightings"] == 1


def test_a_changed_file_is_a_new_version(page: Path, db: Path, capsys: pytest.CaptureFixture[str]):
    cli.main(["import", str(page), "--db", str(db)])
    page.write_text(as_html(REPORT.replace("120条", "121条").replace("申请3件", "申请4件")), encoding="utf-8")
    capsys.readouterr()
    assert cli.main(["import", str(page), "--db", str(db)]) == 0
    assert "new versions" in capsys.readouterr().out


def test_standard_input_can_be_imported(page: Path, db: Path):
    command = [sys.executable, "-m", "harvester", "import", "-", "--db", str(db)]
    result = subprocess.run(command, input=page.read_bytes(), capture_output=True, check=False, timeout=60)
    assert result.returncode == 0, result.stderr
    with Store.open(db, readonly=True) as store:
        assert next(store.current_reports())["url"].startswith("stdin:")


def test_reading_again_with_the_same_parser_changes_nothing(page: Path, db: Path, capsys: pytest.CaptureFixture[str]):
    cli.main(["import", str(page), "--db", str(db)])
    capsys.readouterr()
    assert cli.main(["reparse", "--db", str(db)]) == 0
    assert "No report changed" in capsys.readouterr().out


def test_reading_again_tells_what_a_better_parser_changed(page: Path, db: Path, capsys: pytest.CaptureFixture[str]):
    """The stored row is made worse than today's reading, as an older parser would have left it."""
    cli.main(["import", str(page), "--db", str(db)])
    with Store.open(db) as store:
        store.connection.execute("UPDATE reports SET title = 'x'")
    capsys.readouterr()
    assert cli.main(["reparse", "--db", str(db)]) == 0
    out = capsys.readouterr().out
    assert "read better" in out
    assert "title: x -> " in out
    with Store.open(db, readonly=True) as store:
        assert next(store.current_reports())["title"] != "x"
        assert store.counts()["reports"] == 1


def test_a_changed_parser_is_told_by_cell_with_the_values_before_and_after(
    page: Path, db: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    from harvester.jobs import reading

    real = reading.read_document

    def reads_more(body: bytes, **arguments: object):
        found = real(body, **arguments)  # type: ignore[arg-type]
        return replace(found, report=replace(found.report, facts=(*found.report.facts, fact("granted", 3))))

    cli.main(["import", str(page), "--db", str(db)])
    monkeypatch.setattr(reading, "read_document", reads_more)
    capsys.readouterr()
    assert cli.main(["reparse", "--db", str(db), "--json"]) == 0
    (changed,) = json.loads(capsys.readouterr().out)["changed"]
    assert changed["outcome"] == "read better"
    assert changed["changes"] == ["facts.applications.granted.total: None -> 3 (printed “3”)"]


def test_a_figure_that_is_read_anew_is_told_alone_though_it_moves_those_behind_it(
    page: Path, db: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    from harvester.jobs import reading

    real = reading.read_document
    figures = tuple(Figure(n, "meetings", n, "次", f"召开会议{n}次。") for n in range(4))
    told = iter((figures[1:], figures))

    def reads(body: bytes, **arguments: object):
        found = real(body, **arguments)  # type: ignore[arg-type]
        return replace(found, report=replace(found.report, figures=next(told)))

    monkeypatch.setattr(reading, "read_document", reads)
    cli.main(["import", str(page), "--db", str(db)])
    capsys.readouterr()
    assert cli.main(["reparse", "--db", str(db), "--json"]) == 0
    (changed,) = json.loads(capsys.readouterr().out)["changed"]
    assert changed["changes"] == ["figures.0: new: meetings 0 (“召开会议0次。”)"]
    with Store.open(db, readonly=True) as store:
        rows = store.connection.rows("SELECT value FROM figures ORDER BY position")
    assert [row["value"] for row in rows] == [0, 1, 2, 3]


def test_reading_again_takes_out_what_is_no_report_after_all(tmp_path: Path, db: Path, capsys):
    with Store.open(db) as store:
        capture = store.save_capture("http://a.test/2020.html", "<p>今天天气很好。</p>".encode())
        store.save_report(report(2020), capture_id=capture)
    assert cli.main(["reparse", "--db", str(db)]) == 3
    assert "withdrawn" in capsys.readouterr().out
    with Store.open(db, readonly=True) as store:
        assert store.counts()["reports"] == 0
        assert store.counts()["failures"] == 1


def test_reading_again_needs_something_to_read(db: Path, capsys: pytest.CaptureFixture[str]):
    Store.open(db).close()
    assert cli.main(["reparse", "--db", str(db)]) == 3
    assert "no capture" in capsys.readouterr().err


def test_reading_again_as_json(page: Path, db: Path, capsys: pytest.CaptureFixture[str]):
    cli.main(["import", str(page), "--db", str(db)])
    capsys.readouterr()
    assert cli.main(["reparse", "--db", str(db), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"captures": 1, "outcomes": {"unchanged": 1}, "changed": []}


# check

FAILED = Check("F2021.S3.flow", "applications.*.total", "error", "fail", "source", "= 5", "6", "flow")
PASSED = Check("F2021.S3.sum", "applications.granted.*", "error", "pass")
DASHES = Check("Q12", "applications.granted.total", "info", "fail", "source")


def test_failed_checks_are_grouped_by_report(db: Path, capsys: pytest.CaptureFixture[str]):
    with Store.open(db) as store:
        store.save_report(report(2021, checks=(PASSED,)))
        store.save_report(report(2022, checks=(FAILED, PASSED, DASHES)))
    assert cli.main(["check", "--db", str(db)]) == 3
    out = capsys.readouterr().out
    assert "台山市教育局 2022" in out
    assert "台山市教育局 2021" not in out
    assert "F2021.S3.flow applications.*.total, expected = 5, found 6 [source]" in out
    assert "总计: flow" in out
    assert "Q12" not in out
    assert cli.main(["check", "--db", str(db), "--level", "info"]) == 3
    assert "Q12" in capsys.readouterr().out


def test_a_rule_that_fails_in_many_places_is_told_once(db: Path, capsys: pytest.CaptureFixture[str]):
    rows = [f"applications.row{n}.*" for n in range(9)]
    blanks = tuple(Check("Q11", row, "warning", "fail", "unsure", message="a\nb") for row in rows)
    with Store.open(db) as store:
        store.save_report(report(2022, checks=(*blanks, FAILED)))
    assert cli.main(["check", "--db", str(db)]) == 3
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 5  # the report, a rule in two lines, a rule in one, the sum
    assert "Q11 in 9 places: applications.row0.*, applications.row1.*, applications.row2.* and 6 more" in lines[3]


def test_checks_that_hold_are_success(db: Path):
    with Store.open(db) as store:
        store.save_report(report(2022, checks=(PASSED, DASHES)))
    assert cli.main(["check", "--db", str(db)]) == 0


def test_what_was_carried_forward_must_arrive_in_the_next_year(db: Path, capsys: pytest.CaptureFixture[str]):
    with Store.open(db) as store:
        store.save_report(report(2021, fact("carried_forward", 3)))
        store.save_report(report(2022, fact("carried_over", 4)))
    assert cli.main(["check", "--db", str(db), "--json"]) == 3
    value = json.loads(capsys.readouterr().out)
    assert value["pairs"] == 1
    (failing,) = value["failing"]
    assert failing["year"] == 2022
    assert failing["failed"][0]["rule"].startswith("X.carry")


def test_what_is_compared_between_reports_is_stored_once_under_the_later_one(db: Path):
    with Store.open(db) as store:
        store.save_report(report(2021, fact("carried_forward", 3)))
        saved = store.save_report(report(2022, fact("carried_over", 4)))
    for _ in range(2):
        cli.main(["check", "--db", str(db)])
    with Store.open(db, readonly=True) as store:
        rows = store.connection.rows("SELECT report_id, status FROM checks WHERE rule = 'X.carry'")
        assert rows == [{"report_id": saved.report_id, "status": "fail"}]
    with Store.open(db) as store:
        store.save_report(report(2021, fact("carried_forward", 4)))
    cli.main(["check", "--db", str(db)])
    with Store.open(db, readonly=True) as store:
        rows = store.connection.rows("SELECT status FROM checks WHERE rule = 'X.carry'")
        assert len(rows) == 1


def test_a_year_without_its_predecessor_is_not_compared(db: Path):
    with Store.open(db) as store:
        store.save_report(report(2020, fact("carried_forward", 3)))
        store.save_report(report(2022, fact("carried_over", 4)))
    assert cli.main(["check", "--db", str(db)]) == 0


def test_an_empty_database_needs_a_crawl_first(db: Path, capsys: pytest.CaptureFixture[str]):
    Store.open(db).close()
    assert cli.main(["check", "--db", str(db)]) == 3
    assert "harvester crawl" in capsys.readouterr().err


# coverage


@pytest.fixture
def harvested(db: Path) -> Path:
    """One site with a report and a gap, one without any report."""
    from harvester.places import Site

    with Store.open(db) as store:
        store.upsert_site(Site("4407810001", "台山市人民政府", "a.test", "http://a.test/", "440781", "county"))
        store.upsert_site(Site("4407820001", "新会区人民政府", "b.test", "http://b.test/", "440705", "county"))
        store.save_report(report(2022, published="2023-03-02"), site_id="4407810001")
        store.expect(["4407810001", "4407820001"], (2021, 2022))
        store.set_gaps("4407810001", [Gap(2021, "not_published")], (2021, 2022))
        store.set_gaps("4407820001", [Gap(2021, "blocked"), Gap(2022, "blocked")], (2021, 2022))
    return db


def test_coverage_names_gaps_reasons_and_late_reports(harvested: Path, capsys: pytest.CaptureFixture[str]):
    assert cli.main(["coverage", "--db", str(harvested)]) == 3
    out = capsys.readouterr().out
    assert "not_published 2021" in out
    assert "blocked 2021-2022" in out
    assert "2023-01-31" in out  # the date by which a department publishes
    assert "30" in out.splitlines()[-1]


def test_coverage_of_a_region_and_of_years(harvested: Path, capsys: pytest.CaptureFixture[str]):
    assert cli.main(["coverage", "--db", str(harvested), "--region", "台山市", "--years", "2022", "--json"]) == 0
    value = json.loads(capsys.readouterr().out)
    found = [(row["site_id"], row["year"], row["status"]) for row in value["coverage"]]
    assert found == [("4407810001", 2022, "found")]
    assert value["silent_sites"] == []
    assert [late["days"] for late in value["late"]] == [30]


def test_a_site_without_any_report_is_never_a_silent_success(harvested: Path, capsys: pytest.CaptureFixture[str]):
    assert cli.main(["coverage", "--db", str(harvested), "--region", "440705", "--json"]) == 3
    assert json.loads(capsys.readouterr().out)["silent_sites"] == ["4407820001"]


def test_a_site_that_gives_clearly_less_than_before_is_an_alarm(harvested: Path, capsys: pytest.CaptureFixture[str]):
    from harvester.store.history import SiteRun

    select = ["coverage", "--db", str(harvested), "--region", "台山市", "--years", "2022"]
    with Store.open(harvested) as store:
        for reports in (12, 11):
            run_id = store.start_run("crawl")
            store.note_site_run(SiteRun("4407810001", run_id, "ok", 2008, 2025, 9, reports))
    assert cli.main(select) == 0
    with Store.open(harvested) as store:
        for outcome, reports in (("budget", 0), ("ok", 3)):
            run_id = store.start_run("crawl")
            store.note_site_run(SiteRun("4407810001", run_id, outcome, 2008, 2025, 9, reports))
    capsys.readouterr()
    assert cli.main(select) == 3
    assert "Look at 台山市人民政府: it gave 11 reports before and 3 now." in capsys.readouterr().out


def test_coverage_is_a_page_with_a_sign_for_every_reason(harvested: Path, tmp_path: Path):
    from harvester.registry import load_registry

    page = tmp_path / "coverage.html"
    with Store.open(harvested) as store:
        store.load_registry(load_registry())
        store.set_gaps("4407820001", [Gap(2021, "blocked", "firewall <waf>")], (2021, 2021))
    assert cli.main(["coverage", "--db", str(harvested), "--html", str(page)]) == 3
    text = page.read_text(encoding="utf-8")
    assert "广东省江门市台山市" in text and "<th>2021</th><th>2022</th>" in text
    assert '<td class="late" title="published 2023-03-02, 30 days late">1</td>' in text
    assert '<td class="not_published"' in text and "blocked: firewall &lt;waf&gt;" in text
    assert "<script" not in text and "http" not in text.replace("http-equiv", "")


def test_the_page_knows_every_reason_code():
    from harvester.cli._coverage_page import CODES
    from harvester.crawl.gaps import REASONS

    assert set(CODES) == set(REASONS)


def test_a_page_that_cannot_be_written_is_one_line(harvested: Path, capsys: pytest.CaptureFixture[str]):
    assert cli.main(["coverage", "--db", str(harvested), "--html", str(harvested.parent / "no" / "x.html")]) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_nothing_crawled_is_no_success_either(db: Path, capsys: pytest.CaptureFixture[str]):
    Store.open(db).close()
    assert cli.main(["coverage", "--db", str(db)]) == 3
    assert "harvester crawl" in capsys.readouterr().err


# doctor


def test_the_doctor_finds_a_sound_installation(db: Path, capsys: pytest.CaptureFixture[str]):
    Store.open(db).close()
    assert cli.main(["doctor", "--db", str(db), "--json"]) == 0
    findings = json.loads(capsys.readouterr().out)
    assert {finding["topic"] for finding in findings} >= {
        "python", "packages", "lock", "modules", "browser", "registry", "disk", "database",
    }  # fmt: skip
    assert not [finding for finding in findings if finding["state"] == "problem"]


def test_the_doctor_explains_a_database_that_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "letter.db"
    path.write_text("Dear reader, this is a letter and no database. " * 40, encoding="utf-8")
    assert cli.main(["doctor", "--db", str(path)]) == 3
    assert "not a SQLite database" in capsys.readouterr().out


def test_the_doctor_tells_what_is_missing_even_when_nothing_of_ours_can_be_imported(monkeypatch: pytest.MonkeyPatch):
    from harvester.jobs import doctor

    def broken(name: str) -> None:
        raise ImportError(f"No module named {name!r}")

    monkeypatch.setattr(doctor, "import_module", broken)
    monkeypatch.setattr(doctor.metadata, "requires", lambda _: ["lxml>=6", "no-such-package>=1"])
    found = {(item.topic, item.state): item for item in doctor.examine(Path("absent.db"))}
    assert "no-such-package is not installed" in found["packages", "problem"].message
    assert found["modules", "problem"].advice == "run: make setup"
