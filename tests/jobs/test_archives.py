"""Promises that web archives are read in a stream, past what is broken, quickly past other pages, and never twice."""

import gzip
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from harvester import cli
from harvester.jobs import archiving, importing
from harvester.jobs.archives import ArchivedPage, read_archive
from harvester.jobs.archiving import may_be_report
from harvester.jobs.importing import import_documents
from harvester.store import Store
from tests.cli.test_bad_input import REPORT

Pages = dict[str, bytes]


def page_of(name: str) -> bytes:
    """A report of a place of this name, as a page."""
    text = REPORT.replace("某某市", name)
    return ("<html><body>" + "".join(f"<p>{line}</p>" for line in text.splitlines()) + "</body></html>").encode()


PAGES: Pages = {
    "http://www.taishan.gov.test/2022.html": page_of("台山市"),
    "http://www.taishan.gov.test/news.html": "<p>今天天气很好。</p>".encode(),
    "http://www.taishan.gov.test/menu.html": "<a href='/'>政府信息公开</a>".encode(),
    "http://www.kaiping.gov.test/2022.html": page_of("开平市"),
    "http://www.enping.gov.test/2022.html": page_of("恩平市"),
}


def archive(pages: Pages = PAGES, *, zipped: bool = True, kind: str = "response") -> tuple[bytes, list[int]]:
    """A web archive with these pages, and where each begins."""
    stream, places = io.BytesIO(), []
    writer = WARCWriter(stream, gzip=zipped)
    for url, body in pages.items():
        places.append(stream.tell())
        http = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
        extra = {"http_headers": http} if kind == "response" else {"warc_content_type": "text/plain"}
        dated = {"WARC-Date": "2023-02-01T03:04:05Z"}
        record = writer.create_warc_record(url, kind, payload=io.BytesIO(body), warc_headers_dict=dated, **extra)
        writer.write_record(record)
    return stream.getvalue(), places


def urls(data: bytes, offset: int = 0) -> list[str]:
    """Addresses of the pages of an archive; FAULT where it is broken."""
    steps = read_archive(io.BytesIO(data), offset)
    return [step.page.url if step.page else "FAULT" if step.fault else "-" for step in steps]


ALL = list(PAGES)


@pytest.mark.parametrize("zipped", [True, False])
def test_every_answer_is_read_and_reading_may_begin_at_any_record(zipped: bool):
    data, places = archive(zipped=zipped)
    assert urls(data) == ALL
    assert urls(data, places[2]) == ALL[2:]


def test_an_archive_that_was_gzipped_as_one_piece_is_read():
    data, places = archive(zipped=False)
    assert urls(gzip.compress(data)) == ALL
    assert urls(gzip.compress(data), places[3]) == ALL[3:]


def _garbage(data: bytes, places: list[int]) -> bytes:
    return data[: places[2]] + b"no record of ours\r\n\r\n" * 40 + data[places[2] :]


def _like_arc(data: bytes, places: list[int]) -> bytes:
    """Garbage with the four blanks of an ARC record's head: which a line of a broken gzip member has by chance."""
    return data[: places[2]] + b"J\xde]UU 1.2.3.4 20230201030405 text/html 9\n123456789\n" + data[places[2] :]


def _first_bytes(data: bytes, places: list[int]) -> bytes:
    return data[: places[2]] + bytes(byte ^ 0x55 for byte in data[places[2] : places[2] + 6]) + data[places[2] + 6 :]


def _cut(data: bytes, places: list[int]) -> bytes:
    return data[: places[4] + 450]


@pytest.mark.parametrize("zipped", [True, False])
@pytest.mark.parametrize(
    ("harm", "left"),
    [
        (_garbage, [*ALL[:2], "FAULT", *ALL[2:]]),
        (_first_bytes, [*ALL[:2], "FAULT", *ALL[3:]]),
        (_cut, [*ALL[:4], "FAULT"]),
    ],
)
def test_a_broken_place_costs_itself_only(harm: Callable[[bytes, list[int]], bytes], left: list[str], zipped: bool):
    assert urls(harm(*archive(zipped=zipped))) == left


def test_a_line_of_an_arc_file_that_names_no_address_is_no_page():
    def record(url: bytes, body: bytes) -> bytes:
        return url + b" 192.0.2.1 20230201030405 text/html %d\n" % len(body) + body + b"\n"

    http = b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\nhello"
    head = record(b"filedesc://pages.arc", b"1 0 Test\nURL IP-address Archive-date Content-type Archive-length\n")
    pages = [record(url.encode(), http) for url in ALL[:3]]
    assert urls(head + b"".join(pages)) == ["-", *ALL[:3]]
    assert urls(head + pages[0] + record(b"\x07\xde]UU", http) + b"".join(pages[1:])) == ["-", ALL[0], "FAULT"]


def test_a_file_of_nothing_but_marks_comes_to_an_end():
    assert urls(b"\x1f\x8b\x08" * 100_000)[-1] == "FAULT"


@pytest.mark.parametrize(
    ("body", "is_wanted"),
    [
        ("政府信息公开工作年度报告".encode(), True),
        ("政府信息公开工作年度报告".encode("gb18030"), True),
        ("政府資訊公開".encode("big5"), True),
        ("信息公開".encode(), True),
        (b"&#20449;&#24687;&#20844;&#24320;", True),
        ("信息公开".encode().decode("gb18030", "ignore").encode(), True),
        ("今天天气很好。".encode(), False),
        (b"\x89PNG\r\n\x1a\n" + "信息公开".encode(), False),
        (b"%PDF-1.7 ...", True),
    ],
)
def test_only_what_may_be_a_report_is_read_in_full(body: bytes, is_wanted: bool):
    assert may_be_report(ArchivedPage("http://a.test/", body, None, 200, None)) is is_wanted


@pytest.fixture
def warc(tmp_path: Path) -> Path:
    """The archive as a file."""
    path = tmp_path / "pages.warc.gz"
    path.write_bytes(archive()[0])
    return path


def rows(db: Path, sql: str) -> list[tuple[object, ...]]:
    """What the database holds."""
    with Store.open(db, readonly=True) as store:
        return [tuple(row.values()) for row in store.connection.rows(sql)]


def test_each_report_has_the_address_and_the_time_of_its_record(warc: Path, tmp_path: Path):
    db = tmp_path / "h.db"
    result = import_documents([str(warc)], db)
    assert result.reports == 3
    assert dict(result.records) == {"about something else": 1, "no annual report": 1}
    found = rows(db, "SELECT r.url, c.fetched_at, c.http_status FROM reports r JOIN captures c USING (capture_id)")
    assert sorted(found) == sorted((url, "2023-02-01T03:04:05.000+00:00", 200) for url in (ALL[0], *ALL[3:]))
    assert rows(db, "SELECT count(*) FROM captures") == [(3,)]  # an archive of the whole web is not copied


def test_a_text_archive_is_read(tmp_path: Path):
    path = tmp_path / "pages.wet.gz"
    path.write_bytes(archive({ALL[0]: REPORT.replace("某某市", "台山市").encode()}, kind="conversion")[0])
    assert import_documents([str(tmp_path)], tmp_path / "h.db").reports == 1


def test_an_archive_that_was_read_is_not_read_again_unless_asked(warc: Path, tmp_path: Path):
    db = tmp_path / "h.db"
    import_documents([str(warc)], db)
    assert import_documents([str(warc)], db).documents == 0
    assert import_documents([str(warc)], db, again=True).outcomes == {"unchanged": 3}


def test_an_archive_that_grew_is_read_from_where_it_ended(tmp_path: Path):
    path, db = tmp_path / "pages.warc", tmp_path / "h.db"
    whole, places = archive({"http://a.test/long": bytes(range(256)) * 60} | PAGES, zipped=False)
    path.write_bytes(whole[: places[4] + 450])
    first = import_documents([str(path)], db)
    assert (first.reports, first.outcomes["failed"]) == (1, 1)
    path.write_bytes(whole)
    assert import_documents([str(path)], db).reports == 2


def test_a_killed_import_goes_on_and_nothing_is_there_twice(
    warc: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    db, broken = tmp_path / "h.db", _garbage(*archive())
    warc.write_bytes(broken)
    real, calls = archiving.store_reading, []

    def dies(*arguments: object) -> object:
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(archiving, "store_reading", dies)
    with pytest.raises(KeyboardInterrupt):
        import_documents([str(warc)], db)
    monkeypatch.setattr(archiving, "store_reading", real)
    result = import_documents([str(warc)], db)
    assert result.outcomes == {"new": 2}
    assert rows(db, "SELECT count(*) FROM reports") == [(3,)]
    assert rows(db, "SELECT count(*) FROM failures") == [(1,)]
    assert rows(db, "SELECT status FROM runs ORDER BY run_id") == [("interrupted",), ("finished",)]


class Pipe(io.RawIOBase):
    """A stream that cannot be sought."""

    def __init__(self, data: bytes) -> None:
        self.inner = io.BytesIO(data)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        return self.inner.readinto(buffer)


def test_an_archive_comes_by_a_pipe_too_and_is_known_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def pipe(data: bytes) -> None:
        monkeypatch.setattr(importing.sys, "stdin", io.TextIOWrapper(io.BufferedReader(Pipe(data))))

    pipe(archive()[0])
    assert import_documents(["-"], tmp_path / "h.db").reports == 3


def test_broken_places_are_rows_in_failures(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path, db = tmp_path / "pages.warc.gz", tmp_path / "h.db"
    path.write_bytes(_garbage(*archive()))
    assert cli.main(["import", str(path), "--db", str(db)]) == 0
    ((url, stage, message),) = rows(db, "SELECT url, stage, message FROM failures")
    assert str(url).startswith(path.as_uri() + "#")
    assert stage == "decode"
    assert "broken record" in str(message)
    printed = capsys.readouterr()
    assert "1 archive" in printed.out
    assert "WARNING" not in printed.err


def test_parse_prints_the_reports_of_archives_and_folders_one_a_line(warc: Path, capsys: pytest.CaptureFixture[str]):
    (warc.parent / "more.txt").write_text(REPORT, encoding="utf-8")
    assert cli.main(["parse", str(warc.parent)]) == 0
    found = [json.loads(line)["url"] for line in capsys.readouterr().out.splitlines()]
    assert found == [(warc.parent / "more.txt").as_uri(), ALL[0], *ALL[3:]]


@pytest.fixture(autouse=True)
def _quiet(capsys: pytest.CaptureFixture[str]) -> Iterator[None]:
    yield
    assert "WARNING" not in capsys.readouterr().err
