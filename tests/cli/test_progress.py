"""Promises that progress renews one line on a terminal, stays plain elsewhere, and never disturbs the job."""

import io

import pytest

from harvester.cli import _progress
from harvester.cli._output import width
from harvester.cli._progress import Progress


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


class Gone(io.StringIO):
    """A stream whose reader has gone."""

    def write(self, _: str) -> int:
        raise BrokenPipeError


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(_progress, "LIVE_SECONDS", 0.0)
    monkeypatch.setattr(_progress, "PLAIN_SECONDS", 0.0)
    monkeypatch.setenv("COLUMNS", "40")


def test_a_terminal_shows_one_line_that_renews_itself():
    stream = Terminal()
    with Progress(stream) as progress:
        progress.update("江门市 " * 20)
        progress.update("2 of 3")
    text = stream.getvalue()
    assert "\n" not in text
    assert all(width(line) <= 39 for line in text.split("\r"))
    assert text.endswith(" " * 39 + "\r")


def test_elsewhere_it_is_plain_lines():
    stream = io.StringIO()
    with Progress(stream) as progress:
        progress.update("1 of 3")
        progress.note("a.html cannot be read")
        progress.update("2 of 3")
    assert stream.getvalue().splitlines() == ["1 of 3", "a.html cannot be read", "2 of 3"]


def test_plain_lines_come_now_and_then(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(_progress, "PLAIN_SECONDS", 60.0)
    stream = io.StringIO()
    with Progress(stream) as progress:
        for step in range(100):
            progress.update(f"{step} of 100")
    assert stream.getvalue() == ""


def test_a_reader_that_goes_away_is_ignored():
    with Progress(Gone()) as progress:
        progress.update("1 of 3")
        progress.note("and on")
