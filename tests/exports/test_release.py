"""Promises of an export as a whole: order, bytes, selection, codebook, manifest, frozen releases, nothing half done."""

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from harvester import cli
from harvester.errors import HarvestError
from harvester.exports._manifest import MANIFEST
from harvester.jobs.codebook import described
from harvester.jobs.exporting import Exported, Order, Wanted, export, known_formats
from harvester.jobs.labels import all_cells, value_words
from harvester.store import Selection, Store
from tests.exports.conftest import FORMATS, SEEN, fill
from tests.store.conftest import report

ROWS = ("reports", "sections", "facts", "figures", "checks", "sightings")


def column(folder: Path, table: str, name: str) -> list[object]:
    lines = (folder / f"{table}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line)[name] for line in lines]


def test_the_same_database_gives_the_same_bytes(exported: Exported, database: Path, tmp_path: Path):
    export(database, Order(tmp_path / "again", FORMATS), Wanted())
    for file in sorted(exported.folder.iterdir()):
        assert file.read_bytes() == (tmp_path / "again" / file.name).read_bytes(), file.name


def test_rows_come_by_division_agency_and_year(exported: Exported):
    lines = [json.loads(line) for line in (exported.folder / "reports.jsonl").read_text("utf-8").splitlines()]
    keys = [(row["division_code"] or "", row["agency"], row["year"], row["version"]) for row in lines]
    assert keys == sorted(keys)
    place = {row["report_id"]: at for at, row in enumerate(lines)}
    for table in (*ROWS, "applications", "panel"):
        order = [place[number] for number in column(exported.folder, table, "report_id")]
        assert order == sorted(order), table


@pytest.mark.parametrize(
    ("wanted", "reports"),
    [
        (Wanted(), 25),
        (Wanted(years=(2020,)), 22),
        (Wanted(years=(2020, 2022), current_only=True), 24),
        (Wanted(region="台山市"), 24),
        (Wanted(region="江门市"), 24),
        (Wanted(region="110000"), 0),
        (Wanted(agency_types=("department",)), 3),
        (Wanted(agency_types=("department", "other"), years=(2020,)), 11),
    ],
)
def test_a_selection_holds_for_every_table(wanted: Wanted, reports: int, database: Path, tmp_path: Path):
    done = export(database, Order(tmp_path / "part", ("jsonl",)), wanted)
    assert done.rows["reports"] == reports
    chosen = set(column(done.folder, "reports", "report_id"))
    for table in done.rows:
        assert set(column(done.folder, table, "report_id")) <= chosen
    assert bool(done.rows["facts"]) == bool(reports)


def test_a_selection_without_a_report_is_no_silent_success(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert cli.main(["export", str(tmp_path / "r"), "--db", str(database), "--years", "2008"]) == 3
    assert "no report fits the selection" in capsys.readouterr().err


def test_every_column_cell_and_value_has_words_in_both_languages(database: Path):
    with Store.open(database, readonly=True) as store, store.snapshot(Selection()) as snapshot:
        tables = [described(item) for item in snapshot.datasets()]
    for table in tables:
        for item in table.columns:
            assert item.label_zh != item.name and item.label_en, f"columns.csv lacks {table.name}.{item.name}"
            for value in item.choices:
                assert value_words()[item.name, value], f"values.csv lacks {item.name} {value}"
    assert all(cell.label_zh and cell.label_en and cell.unit and cell.legal_basis for cell in all_cells().values())


def test_the_codebook_tells_what_compares_and_what_is_missing(exported: Exported):
    texts = [(exported.folder / f"codebook.{kind}").read_text("utf-8") for kind in ("md", "html", "csv")]
    for text in texts:
        assert "本年制发件数" in text and "Issued this year" in text
        assert "do not chain" in text and "国办公开办函〔2021〕30号" in text
        assert "deni_admi_quer_org_publ_inte" in text
    assert "A blank is not a zero" in texts[0] and "A blank is not a zero" in texts[1]
    assert "http" not in texts[1].replace("https://", "http://").split("<body>")[0]


def test_the_manifest_pins_every_file(exported: Exported):
    manifest = json.loads((exported.folder / MANIFEST).read_text("utf-8"))
    assert {file["path"] for file in manifest["files"]} | {MANIFEST} == {
        file.name for file in exported.folder.iterdir()
    }
    assert manifest["tables"]["reports"]["rows"] == 25
    assert manifest["data_as_of"] == SEEN
    assert cli.main(["export", str(exported.folder), "--verify"]) == 0


def _change(folder: Path) -> None:
    file = folder / "facts.csv"
    file.write_bytes(file.read_bytes().replace(b"grid", b"pdf!", 1))


@pytest.mark.parametrize(
    ("damage", "told", "code"),
    [
        (_change, "facts.csv has another content", 3),
        (lambda folder: (folder / "facts.csv").unlink(), "facts.csv is missing", 3),
        (lambda folder: (folder / "facts.csv").write_bytes(b""), "facts.csv has 0 bytes", 3),
        (lambda folder: (folder / "more.csv").write_bytes(b"x"), "more.csv is not in the manifest", 3),
        (lambda folder: (folder / MANIFEST).unlink(), "manifest.json is missing", 1),
        (lambda folder: (folder / MANIFEST).write_text("{"), "manifest.json is damaged", 1),
        (
            lambda folder: (folder / MANIFEST).write_text('{"manifest": 1, "files": [{"path": "../x"}]}'),
            "no manifest",
            1,
        ),
    ],
)
def test_a_changed_export_is_found(  # noqa: PLR0917
    damage: Callable[[Path], object], told: str, code: int, database: Path, tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
):  # fmt: skip
    export(database, Order(tmp_path / "r", ("csv",)), Wanted())
    damage(tmp_path / "r")
    assert cli.main(["export", str(tmp_path / "r"), "--verify"]) == code
    captured = capsys.readouterr()
    assert told in captured.out + captured.err


def test_a_release_is_frozen_and_never_replaced(database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    command = ["export", str(tmp_path / "r"), "--db", str(database)]
    assert cli.main([*command, "--release", "2026-11"]) == 0
    assert "frozen release 2026-11" in capsys.readouterr().out
    before = {file.name: file.read_bytes() for file in (tmp_path / "r").iterdir()}
    assert all(not file.stat().st_mode & 0o222 for file in (tmp_path / "r").iterdir())
    assert cli.main(command) == 1
    assert "name another folder" in capsys.readouterr().err
    assert {file.name: file.read_bytes() for file in (tmp_path / "r").iterdir()} == before


def test_an_export_takes_the_place_of_the_earlier_one_and_leaves_other_files(database: Path, tmp_path: Path):
    folder = tmp_path / "r"
    export(database, Order(folder, ("csv", "jsonl")), Wanted())
    (folder / "my notes.txt").write_text("stay", encoding="utf-8")
    export(database, Order(folder, ("csv",)), Wanted())
    names = {file.name for file in folder.iterdir()}
    assert "facts.csv" in names and "facts.jsonl" not in names and "my notes.txt" in names
    assert [name for name in names if name.endswith(".partial")] == []


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.skipif(sys.platform == "win32", reason="the limit is one of POSIX systems")
def test_a_full_disk_leaves_nothing_half_done(kind: str, database: Path, tmp_path: Path):
    """A limit on the size of files stands for the full disk: the system refuses the write in the same way."""
    folder = tmp_path / "r"
    result = subprocess.run(
        [sys.executable, "-m", "harvester", "export", str(folder), "--db", str(database), "--format", kind],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000)),
        capture_output=True, text=True, encoding="utf-8", check=False, timeout=60,
    )  # fmt: skip
    assert result.returncode == 1, result.stderr
    assert "File too large" in result.stderr and len(result.stderr.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_failure_keeps_the_earlier_export_whole(database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    from harvester.exports import csv

    folder = tmp_path / "r"
    export(database, Order(folder, ("csv",)), Wanted())
    before = {file.name: file.read_bytes() for file in folder.iterdir()}

    def full(self: object, rows: object) -> None:
        raise OSError(28, "No space left on device", "facts.csv")

    monkeypatch.setattr(csv.CsvWriter, "write", full)
    with pytest.raises(HarvestError, match="No space left"):
        export(database, Order(folder, ("csv",)), Wanted())
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


def test_a_folder_that_cannot_be_made_is_told_in_one_line(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "file").write_text("x")
    for target in (tmp_path / "file", tmp_path / "file" / "below"):
        assert cli.main(["export", str(target), "--db", str(database)]) == 1
        assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--format", "csv,ods"], "'ods' is no format; choose from csv, dta, jsonl, parquet, xlsx"),
        (["--format", ","], "name a format"),
        (["--agency-type", "ministry"], "choose from government"),
        (["--since", "x", "--years", "2020"], "--since takes the selection"),
    ],
)
def test_wrong_options_are_usage_errors(
    options: list[str], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert cli.main(["export", str(tmp_path / "r"), *options]) == 2
    assert told in capsys.readouterr().err


def test_a_missing_library_is_told_with_the_command_that_installs_it(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    from harvester.jobs import exporting

    monkeypatch.setattr(exporting, "find_spec", lambda name: None)
    assert cli.main(["export", str(tmp_path / "r"), "--db", str(database), "--format", "csv,xlsx"]) == 1
    assert "xlsxwriter is not installed; run: pip install -e .[exports]" in capsys.readouterr().err
    assert cli.main(["export", str(tmp_path / "r"), "--db", str(database), "--format", "csv,jsonl,dta"]) == 0


def test_a_crawl_goes_on_while_an_export_reads_one_moment(tmp_path: Path):
    path = tmp_path / "harvest.db"
    with Store.open(path) as writer:
        fill(writer)
        late: list[int] = []

        def watch(table: str, rows: int, total: int) -> None:
            if not late:  # while the first table is read, somebody else writes
                late.append(writer.save_report(report(agency="后来局"), seen_at=SEEN).report_id)

        done = export(path, Order(tmp_path / "r", ("jsonl",), watch=watch), Wanted())
    assert late and done.rows["reports"] == 25
    assert late[0] not in column(done.folder, "facts", "report_id")


def changes(
    database: Path, tmp_path: Path, act: Callable[[Store], object], kind: str = "csv"
) -> list[dict[str, object]]:
    """What an act changes, as the delta since an export before it."""
    export(database, Order(tmp_path / "before", (kind,)), Wanted())
    with Store.open(database) as store:
        act(store)
    code = cli.main([
        "export", str(tmp_path / "delta"), "--db", str(database), "--since", str(tmp_path / "before"),
        "--format", "jsonl",
    ])  # fmt: skip
    assert code == 0
    assert cli.main(["export", str(tmp_path / "delta"), "--verify"]) == 0
    return [json.loads(line) for line in (tmp_path / "delta" / "changes.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A database that a test may change."""
    path = tmp_path / "harvest.db"
    with Store.open(path) as store:
        fill(store)
    return path


@pytest.mark.parametrize("kind", ["csv", "jsonl", "parquet"])
def test_nothing_changed_is_an_empty_delta(kind: str, own: Path, tmp_path: Path):
    assert changes(own, tmp_path, lambda store: None, kind) == []


def test_a_new_report_a_new_version_and_a_reread_are_told_apart(own: Path, tmp_path: Path):
    def act(store: Store) -> None:
        store.save_report(report(agency="新局", url="http://www.qc.gov.cn/new.html"), seen_at=SEEN)
        known = report()
        store.save_report(replace(known, text="全新的一份文本，与先前完全不同，重新公布。"), seen_at=SEEN)

    found = changes(own, tmp_path, act)
    kinds = {(row["table"], row["change"], row["agency"], row["version"], row["reason"]) for row in found}
    assert ("reports", "added", "新局", 1, "new_report") in kinds
    assert ("reports", "added", "青川市水务局", 3, "new_version") in kinds
    superseded = [row for row in found if row["column"] == "is_current"]
    assert [(row["version"], row["before"], row["after"], row["reason"]) for row in superseded] == [
        (2, "1", "0", "superseded")
    ]


def test_a_correction_names_cell_value_and_reason(own: Path, tmp_path: Path):
    from harvester.store import Override

    def act(store: Store) -> None:
        store.set_override(Override("长文局", 2022, "applications", "granted", "total", 6, "misread", "me"))

    found = [row for row in changes(own, tmp_path, act) if row["table"] == "facts"]
    assert {(row["key"], row["column"], row["before"], row["after"], row["reason"]) for row in found} >= {
        ("applications.granted.total", "value", "5", "6", "correction"),
        ("applications.granted.total", "method", "grid", "override", "correction"),
    }


def test_a_report_that_is_gone_and_a_new_address_are_told(own: Path, tmp_path: Path):
    def act(store: Store) -> None:
        store.connection.execute("DELETE FROM reports WHERE agency = '长文局'")
        store.connection.execute(
            "INSERT INTO sightings (url, report_id, kind, first_seen, last_seen) "
            "SELECT 'http://mirror.gov.cn/1', min(report_id), 'mirror', '', '' FROM reports"
        )

    found = changes(own, tmp_path, act)
    assert [(row["table"], row["change"], row["reason"], row["key"]) for row in found] == [
        ("reports", "removed", "not_selected", None),
        ("sightings", "added", "new_sighting", "http://mirror.gov.cn/1"),
    ]


def test_another_version_of_the_program_is_named_as_the_reason(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    from harvester.jobs import delta

    monkeypatch.setattr(delta, "VERSION", "99")
    found = changes(
        own, tmp_path, lambda store: store.connection.execute("UPDATE figures SET value = 7 WHERE key = 'x'")
    )
    assert {row["reason"] for row in found} == {"newer_program"} and len(found) == 22


@pytest.mark.parametrize("kind", ["xlsx", "dta"])
def test_a_delta_needs_a_format_that_can_be_read_again(
    kind: str, own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert known_formats()[kind].read is None
    export(own, Order(tmp_path / "r", (kind,)), Wanted())
    command = ["export", str(tmp_path / "delta"), "--db", str(own), "--since", str(tmp_path / "r")]
    assert cli.main(command) == 1
    assert "csv, jsonl or parquet" in capsys.readouterr().err
    assert not (tmp_path / "delta").exists()


def test_a_damaged_release_is_never_compared_with(own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    export(own, Order(tmp_path / "r", ("csv",)), Wanted())
    _change(tmp_path / "r")
    assert cli.main(["export", str(tmp_path / "d"), "--db", str(own), "--since", str(tmp_path / "r")]) == 1
    assert "facts.csv has another content" in capsys.readouterr().err
