"""Promises that the documentation site is built without a warning and that every page can be reached from its menu."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

DOCS = ROOT / "docs"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built as `make docs` builds it."""
    target = tmp_path_factory.mktemp("site")
    result = subprocess.run(
        [sys.executable, "-m", "sphinx", "--fail-on-warning", "--keep-going", "--quiet", str(DOCS), str(target)],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    return target


def test_every_page_is_in_the_menu(site: Path):
    menu = (site / "index.html").read_text(encoding="utf-8")
    pages = {path.relative_to(DOCS).with_suffix(".html").as_posix() for path in DOCS.rglob("*.md")}
    missing = {page for page in pages - {"index.html", "decisions/README.html"} if f'href="{page}"' not in menu}
    assert not missing


def test_the_python_page_explains_the_one_function(site: Path):
    page = (site / "reference" / "python.html").read_text(encoding="utf-8")
    assert "harvester.parse_report" in page
    assert "UnreadablePage" in page
