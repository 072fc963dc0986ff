"""Promises that a Chromium is found where one is, in the stated order, and that none is no error."""

from pathlib import Path

from harvester.crawl.browser import find_browser


def program(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_a_browser_named_by_the_user_wins(tmp_path: Path) -> None:
    mine, installed = program(tmp_path / "mine" / "browser"), program(tmp_path / "bin" / "chromium")
    assert find_browser({"HARVESTER_CHROMIUM": str(mine), "PATH": str(installed.parent)}) == str(mine)


def test_a_named_browser_that_is_not_there_is_passed_over(tmp_path: Path) -> None:
    installed = program(tmp_path / "bin" / "chromium-browser")
    environ = {"HARVESTER_CHROMIUM": str(tmp_path / "gone"), "PATH": str(installed.parent)}
    assert find_browser(environ) == str(installed)


def test_playwrights_own_browser_is_found_last_and_the_newest_of_them_first(tmp_path: Path) -> None:
    program(tmp_path / "own" / "chromium-1001" / "chrome-linux" / "chrome")
    newest = program(tmp_path / "own" / "chromium-1002" / "chrome-linux" / "chrome")
    environ = {"PATH": str(tmp_path), "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path / "own")}
    assert find_browser(environ) == str(newest)


def test_no_browser_at_all_is_none(tmp_path: Path) -> None:
    assert find_browser({"PATH": str(tmp_path), "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path)}) is None
