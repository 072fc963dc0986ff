"""Promises that documents at hand are found in order, read safely, and never too large for memory."""

import io
import sys
from pathlib import Path

import pytest

from harvester.errors import HarvestError, UnreadablePage
from harvester.jobs import documents
from harvester.jobs.documents import file_url, find_documents, load, read_file


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A saved page with its companions, some notes, hidden files, and a folder below."""
    for name in ("b.html", "a.htm", "pic.PNG", "style.css", ".hidden.html", "deep/c.TXT", "deep/er/d", ".git/e.html"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    return tmp_path


def test_a_folder_gives_its_documents_in_order_and_counts_the_rest(folder: Path):
    search = find_documents([str(folder)])
    assert [path.relative_to(folder).as_posix() for path in search.paths] == ["a.htm", "b.html", "deep/c.TXT"]
    assert dict(search.passed) == {".png": 1, ".css": 1, "no suffix": 1}


def test_a_file_that_is_named_is_read_whatever_its_name(folder: Path):
    assert [path.name for path in find_documents([str(folder / "deep/er/d")]).paths] == ["d"]


def test_a_file_named_twice_is_read_once(folder: Path):
    assert len(find_documents([str(folder / "b.html"), str(folder / "b.html")]).paths) == 1


def test_a_link_that_leads_back_up_does_not_turn_in_circles(folder: Path):
    (folder / "deep" / "loop").symlink_to(folder, target_is_directory=True)
    assert len(find_documents([str(folder)]).paths) == 3


def test_a_missing_source_is_named(tmp_path: Path):
    with pytest.raises(HarvestError, match=r"absent\.html: no such file"):
        find_documents([str(tmp_path / "absent.html")])


def test_an_address_among_the_sources_is_sent_to_the_right_command():
    with pytest.raises(HarvestError, match="harvester crawl"):
        find_documents(["https://www.example.gov.cn/"])


def test_a_missing_file_is_one_line(tmp_path: Path):
    with pytest.raises(HarvestError, match="No such file"):
        load(str(tmp_path / "absent.html"))


def test_a_folder_is_no_document(tmp_path: Path):
    with pytest.raises(HarvestError, match="harvester import"):
        load(str(tmp_path))


def test_a_document_that_is_too_large_is_refused_before_memory_fills(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(documents, "LIMIT", 1000)
    path = tmp_path / "large.html"
    with path.open("wb") as stream:
        stream.truncate(60_000_000)  # a sparse file: 60 MB that take no space
    with pytest.raises(UnreadablePage, match="larger than"):
        read_file(path)


def test_standard_input_is_a_document(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("年报".encode())))
    assert load("-").body == "年报".encode()


def test_the_address_of_a_file_does_not_depend_on_the_folder_one_is_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    assert file_url(Path("a b.html")) == file_url(tmp_path / "a b.html") == (tmp_path / "a b.html").as_uri()
