"""Runs crawls outside the test process: Scrapy's reactor starts only once, so one helper process runs them all."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.spiders.web import TinyWeb

COMMAND = [sys.executable, "-m", "tests.spiders.server"]


class Crawler:
    """Crawls a tiny web into one database."""

    def __init__(self, web: TinyWeb, proxy: str, folder: Path, helper: subprocess.Popen[str]) -> None:
        self.web = web
        self.proxy = proxy
        self.folder = folder
        self.db = folder / "harvest.db"
        self.helper = helper

    def line(self, *urls: str, **options: Any) -> str:
        """What the helper is told."""
        given = {"urls": urls, "db": str(self.db), "delay": 0.0, "javascript": "never", "proxy": self.proxy}
        return json.dumps(given | options) + "\n"

    def __call__(self, *urls: str, **options: Any) -> dict[str, Any]:
        """Crawl and wait."""
        assert self.helper.stdin and self.helper.stdout
        self.helper.stdin.write(self.line(*urls, **options))
        self.helper.stdin.flush()
        return json.loads(self.helper.stdout.readline())

    def started(self, *urls: str, **options: Any) -> subprocess.Popen[str]:
        """A crawl in a process of its own, to be killed."""
        process = subprocess.Popen(
            COMMAND, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True
        )
        assert process.stdin
        process.stdin.write(self.line(*urls, **options))
        process.stdin.flush()
        return process

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Rows of the database."""
        connection = sqlite3.connect(self.db)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()

    def years(self) -> list[int]:
        """Years of the current reports."""
        return [year for (year,) in self.rows("SELECT year FROM reports WHERE is_current ORDER BY year")]


@pytest.fixture(scope="session")
def helper() -> Iterator[subprocess.Popen[str]]:
    """The process in which the crawls of all tests run, one after the other."""
    environ = {**os.environ, "HARVESTER_TEST": "1"}
    with subprocess.Popen(
        COMMAND, cwd=ROOT, env=environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield process
        assert process.stdin
        process.stdin.close()


@pytest.fixture
def web() -> TinyWeb:
    """An empty web."""
    return TinyWeb()


@pytest.fixture
def crawl(web: TinyWeb, tmp_path: Path, helper: subprocess.Popen[str]) -> Iterator[Crawler]:
    """Crawls `web`; the database lives as long as the test."""
    with web.served() as proxy:
        yield Crawler(web, proxy, tmp_path, helper)
