"""Promises that a correction is put in place with its reason, outlives a second reading, and can be taken back."""

import json
from pathlib import Path

import pytest

from harvester import cli
from harvester.store import Store
from tests.cli.test_bad_input import REPORT

CELL = "disputes.review.total"
TABLE = """<table><tr><td colspan="5">行政复议</td></tr>
<tr><td>结果维持</td><td>结果纠正</td><td>其他结果</td><td>尚未审结</td><td>总计</td></tr>
<tr><td>1</td><td>0</td><td>0</td><td>1</td><td>3</td></tr></table>"""


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """A report whose table of reviews does not add up."""
    body = "".join(f"<p>{line}</p>" for line in REPORT.replace("某某市", "台山市").splitlines())
    page = tmp_path / "page.html"
    page.write_text(f"<html><body>{body.replace('<p>没有。</p>', TABLE)}</body></html>", encoding="utf-8")
    path = tmp_path / "h.db"
    assert cli.main(["import", str(page), "--db", str(path)]) == 0
    return path


def correct(db: Path, *arguments: str) -> int:
    """Run the command on the report of 2022."""
    return cli.main(["correct", "台山市人民政府", "2022", CELL, *arguments, "--db", str(db)])


def cell(db: Path) -> tuple[object, ...]:
    """The corrected cell as it is stored."""
    with Store.open(db, readonly=True) as store:
        sql = "SELECT value, raw, method FROM facts WHERE table_key || '.' || row_key || '.' || column_key = ?"
        return tuple(store.connection.rows(sql, (CELL,))[0].values())


def failed(db: Path) -> int:
    """How many sums over outcomes fail."""
    with Store.open(db, readonly=True) as store:
        sql = "SELECT count(*) FROM checks WHERE rule LIKE '%outcome_sum' AND status = 'fail'"
        return int(store.connection.value(sql))


GIVEN = ("2", "--reason", "misprint", "--author", "a person")


def test_a_correction_is_put_in_place_and_the_report_judged_anew(db: Path, capsys: pytest.CaptureFixture[str]):
    assert cell(db) == (3, "3", "grid")
    assert failed(db) == 1
    capsys.readouterr()
    assert correct(db, *GIVEN) == 0
    assert "printed: 3" in capsys.readouterr().out
    assert cell(db) == (2, "3", "override")
    assert failed(db) == 0


def test_a_correction_outlives_a_second_reading_which_finds_nothing_changed(db: Path, capsys):
    correct(db, *GIVEN)
    capsys.readouterr()
    assert cli.main(["reparse", "--db", str(db)]) == 0
    assert "No report changed" in capsys.readouterr().out
    with Store.open(db) as store:
        store.connection.execute("UPDATE reports SET title = 'x'")
    cli.main(["reparse", "--db", str(db)])
    assert cell(db) == (2, "3", "override")
    assert failed(db) == 0


def test_a_correction_is_listed_and_taken_back(db: Path, capsys: pytest.CaptureFixture[str]):
    correct(db, *GIVEN)
    capsys.readouterr()
    assert cli.main(["correct", "--list", "--json", "--db", str(db)]) == 0
    (listed,) = json.loads(capsys.readouterr().out)
    assert (listed["cell"], listed["value"], listed["reason"], listed["is_open"]) == (CELL, 2, "misprint", False)
    assert correct(db, "--remove") == 0
    assert cell(db) == (3, "3", "grid")
    assert failed(db) == 1
    assert correct(db, "--remove") == 1


def test_a_changed_source_opens_the_correction_again(db: Path, tmp_path: Path):
    correct(db, *GIVEN)
    page = tmp_path / "page.html"
    page.write_text(page.read_text(encoding="utf-8").replace("120条", "121条").replace("申请3件", "申请4件"), "utf-8")
    cli.main(["import", str(page), "--db", str(db)])
    assert cli.main(["correct", "--list", "--db", str(db)]) == 3


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["台山市人民政府", "2022", CELL, "2"], 2, "--reason"),
        (["台山市人民政府", "2022", CELL, "many", "--reason", "r", "--author", "a"], 2, "number"),
        (["台山市人民政府", "2022", "disputes.review.sum", *GIVEN], 1, "total"),
        (["台山市人民政府", "2022", "everything", *GIVEN], 1, "TABLE.ROW.COLUMN"),
        (["台山市人民政府", "2019", CELL, *GIVEN], 1, "2019"),
        (["开平市人民政府", "2022", CELL, *GIVEN], 1, "开平市"),
        ([], 2, "--list"),
    ],
)
def test_what_cannot_be_corrected_is_one_line(db: Path, arguments, code: int, told: str, capsys):
    capsys.readouterr()
    assert cli.main(["correct", *arguments, "--db", str(db)]) == code
    error = capsys.readouterr().err
    assert told in error
    assert len(error.splitlines()) == 1
