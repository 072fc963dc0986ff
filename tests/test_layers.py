"""Promises that imports point one way: every `import` of the project is read and compared with the layer table."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

PLACES = {"places", "placerows", "gazetteer", "registry"}
BASE = {"errors", "catalog", "version", "reference", "isolated"} | PLACES
READING = {"text", "page", "documents", "report", "process"}
ADAPTERS = BASE | READING | {"readers", "store", "crawl", "settings", "corrections"}

# What each unit may import of the project. A unit is a package or a module directly in harvester/, or a top folder.
MAY_IMPORT: dict[str, set[str]] = {
    "errors": set(),
    "catalog": set(),
    "isolated": set(),
    "version": set(),
    "reference": {"errors"},
    "places": {"errors"},
    "placerows": BASE,
    "gazetteer": BASE,
    "registry": BASE | {"text"},
    "text": BASE,
    "page": BASE | {"text"},
    "documents": BASE | {"text", "page"},
    "report": BASE | {"text", "page"},
    "process": BASE | READING,
    "readers": BASE | READING,
    "store": BASE | {"report.model", "report.formats", "text", "page.model"},
    "corrections": {"store", "report"},
    "crawl": BASE | READING,
    "exports": set(),
    "sample": BASE | {"text"},
    "settings": {"version", "crawl"},
    "pipelines": ADAPTERS | {"pipelines"},
    "spiders": ADAPTERS | {"spiders"},
    "run": ADAPTERS | {"spiders", "pipelines"},
    "web": ADAPTERS | {"jobs"},
    "jobs": ADAPTERS | {"sample", "exports", "run"},
    "commands": ADAPTERS | {"jobs"},
    "cli": ADAPTERS | {"jobs", "run", "sample", "exports", "web"},
    "__main__": {"cli"},
    "__init__": {"process", "report", "version"},
}

# Libraries that only these units may import; everybody else stays free of them.
ONLY_IN: dict[str, set[str]] = {
    "scrapy": {"spiders", "pipelines", "settings", "commands", "run"},
    "twisted": {"spiders", "pipelines", "settings", "commands", "run"},
    "scrapy_playwright": {"spiders", "settings", "run", "crawl"},
    "playwright": {"spiders", "settings", "run", "crawl"},
    "sqlite3": {"store", "sample"},  # the sample's scorer reads the public tables as any user would
    "sqlite_utils": {"store"},
    "opencc": {"text", "sample"},
    "lxml": {"page", "documents", "crawl", "spiders"},
    "bs4": {"page"},
    "chardet": {"page"},
    "warcio": {"jobs", "crawl"},
    "urllib.request": {"jobs", "crawl", "sample"},
    "socket": {"jobs", "sample", "crawl", "web"},
    "datasette": {"web"},
    "uvicorn": {"web"},
    "matplotlib": {"web"},
}


def sources() -> list[Path]:
    """Every module of the project."""
    folders = ("harvester", "spiders", "pipelines")
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def unit_of(dotted: str) -> str:
    """The unit that a module belongs to: `harvester.page.read` is of `page`, `spiders.families.trs` of `spiders`."""
    parts = dotted.split(".")
    if parts[0] != "harvester":
        return parts[0]
    return parts[1] if len(parts) > 1 else "__init__"


def dotted_name(path: Path) -> str:
    """The name under which a file is imported."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(source: str, dotted: str, *, is_package: bool = False) -> Iterator[tuple[int, str]]:
    """Every name that a module imports, wherever in the module the import stands, with its line."""
    base = dotted.split(".") if is_package else dotted.split(".")[:-1]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            stem = base[: len(base) - node.level + 1] if node.level else []
            prefix = ".".join([*stem, *([node.module] if node.module else [])])
            for alias in node.names:
                yield node.lineno, f"{prefix}.{alias.name}"


def wrong_direction(dotted: str, name: str) -> str | None:
    """Why a module may not import a name, None where it may."""
    unit = unit_of(dotted)
    if name.split(".", maxsplit=1)[0] in ("harvester", "spiders", "pipelines"):
        inner = name.removeprefix("harvester.")
        allowed = any(f"{inner}.".startswith(f"{rule}.") for rule in {unit, *MAY_IMPORT[unit]})
        return None if allowed else f"{unit} may not import {unit_of(name)}"
    for library, units in ONLY_IN.items():
        if f"{name}.".startswith(f"{library}.") and unit not in units:
            return f"{library} belongs to {', '.join(sorted(units))}"
    return None


@pytest.mark.parametrize("path", sources(), ids=dotted_name)
def test_every_import_points_down(path: Path):
    dotted = dotted_name(path)
    assert unit_of(dotted) in MAY_IMPORT, f"{unit_of(dotted)} stands in no layer: add a row to MAY_IMPORT"
    source = path.read_text(encoding="utf-8")
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {name}: {why}"
        for line, name in imported(source, dotted, is_package=path.name == "__init__.py")
        if (why := wrong_direction(dotted, name))
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("module", "source", "is_wrong"),
    [
        ("harvester.text.lines", "from harvester.page.model import Page", True),
        ("harvester.text.lines", "def f():\n    import scrapy", True),
        ("harvester.page.read", "from ..report import model", True),
        ("harvester.page.read", "from harvester.text import lines", False),
        ("harvester.store.writer", "from harvester.report.model import Report", False),
        ("harvester.store.writer", "from harvester.report.checks import run_checks", True),
        ("harvester.store.writer", "import sqlite_utils", False),
        ("harvester.crawl.ledger", "import sqlite3", True),
        ("harvester.exports.csv", "from harvester.errors import HarvestError", True),
        ("harvester.cli.parse", "from harvester.jobs.fetch import fetch", False),
        ("harvester.cli.parse", "from scrapy import Request", True),
        ("harvester.jobs.locating", "from harvester.web.site import Site", True),
        ("harvester.web.plugin", "from harvester.jobs.locating import locate", False),
        ("harvester.sample.pages", "from harvester.report.tables import read_tables", True),
        ("spiders.annual_reports", "from harvester.cli import main", True),
    ],
)
def test_the_check_itself_tells_right_from_wrong(module: str, source: str, is_wrong: bool):
    found = [wrong_direction(module, name) for _, name in imported(source, module)]
    assert any(found) is is_wrong


def test_every_layer_of_the_table_that_is_named_is_a_name_of_the_table():
    named = {rule.split(".")[0] for allowed in MAY_IMPORT.values() for rule in allowed}
    assert named <= set(MAY_IMPORT)


def test_nothing_imports_a_library_that_the_base_install_lacks_at_the_top_of_a_module():
    """Extras (browser, documents, exports, web) are imported where they are used, so that a lean install runs."""
    extras = (
        "playwright", "scrapy_playwright", "pdfplumber", "docx", "pyarrow", "xlsxwriter", "datasette", "uvicorn",
        "jinja2", "markupsafe", "matplotlib",
    )  # fmt: skip
    wrong = []
    for path in sources():
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Import | ast.ImportFrom):
                name = node.module if isinstance(node, ast.ImportFrom) else node.names[0].name
                if (name or "").split(".")[0] in extras:
                    wrong.append(f"{path.relative_to(ROOT)}:{node.lineno} {name}")
    assert not wrong, wrong


def test_the_standard_library_is_the_only_neighbor_of_the_lowest_layers():
    for name in ("errors", "catalog", "version"):
        path = ROOT / "harvester" / f"{name}.py"
        for line, module in imported(path.read_text(encoding="utf-8"), f"harvester.{name}"):
            assert module.split(".")[0] in sys.stdlib_module_names, f"{path.name}:{line} imports {module}"
