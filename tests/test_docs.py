"""Promises that the documents are true: README commands run, what others call is explained, tables are current."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from harvester.cli._page import page
from tests.conftest import ROOT

README = ROOT / "README.md"
FENCE = re.compile(r"^```console\n(?P<body>.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?P<target>[^)#\s]+)(?:#[^)]*)?\)")


def readme_commands() -> list[str]:
    """Lines that start with `$ ` in the console fences of the README; `make` runs this very suite and is left out."""
    text = README.read_text(encoding="utf-8")
    lines = (line for fence in FENCE.finditer(text) for line in fence["body"].splitlines())
    return [line[2:].strip() for line in lines if line.startswith("$ ") and not line.startswith("$ make")]


def explained_modules() -> list[Path]:
    """Every module whose public names must explain themselves."""
    return sorted(path for folder in ("harvester", "spiders", "pipelines") for path in (ROOT / folder).rglob("*.py"))


@pytest.fixture(scope="session")
def reader_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that looks like a fresh checkout, with a data folder of its own."""
    folder = tmp_path_factory.mktemp("reader")
    for path in ROOT.iterdir():
        if path.name not in ("data", ".git"):
            (folder / path.name).symlink_to(path)
    (folder / "data").mkdir()
    (folder / "data" / "reference").symlink_to(ROOT / "data" / "reference")
    return folder


def test_the_readme_is_short():
    assert len(README.read_text(encoding="utf-8").splitlines()) < 120


def test_every_console_command_of_the_readme_runs(reader_folder: Path):
    """In the order of the page, as a reader would paste them; 3 means done, with something for a person to look at."""
    commands = readme_commands()
    assert commands, "the README shows no command that can be run"
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for command in commands:
        result = subprocess.run(
            ["bash", "-c", command], cwd=reader_folder, env=os.environ | {"PATH": path}, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, encoding="utf-8", errors="replace", timeout=300, check=False,
        )  # fmt: skip
        assert result.returncode in (0, 3), f"$ {command}\nexits {result.returncode}\n{result.stdout}{result.stderr}"


def test_the_page_of_the_commands_is_that_of_the_code():
    stored = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert stored == page(), "run: python -m harvester.cli._page > docs/commands.md"


def test_relative_links_of_the_documents_lead_somewhere():
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    broken = [
        f"{page.relative_to(ROOT)}: {link['target']}"
        for page in pages
        for link in LINK.finditer(page.read_text(encoding="utf-8"))
        if "://" not in link["target"] and not link["target"].startswith("mailto:")
        if not (page.parent / link["target"]).exists()
    ]
    assert not broken


@pytest.mark.parametrize("path", explained_modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_everything_public_explains_itself(path: Path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    missing = [] if ast.get_docstring(tree) or not tree.body else ["the module"]
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_")]
    for scope in (tree, *classes):
        missing += [f"{node.name} (line {node.lineno})" for node in scope.body if needs_docstring(node)]
    assert not missing, f"{path.relative_to(ROOT)} has no docstring for: {', '.join(missing)}"


def needs_docstring(node: ast.stmt) -> bool:
    """Whether a definition is public and has no docstring; overloads and setters are explained by their first form."""
    if not isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
        return False
    decorators = {ast.unparse(item) for item in node.decorator_list}
    explained = {"override", "typing.override", "overload", "typing.overload"} & decorators
    setter = any(name.endswith((".setter", ".deleter")) for name in decorators)
    return not node.name.startswith("_") and not ast.get_docstring(node) and not explained and not setter
