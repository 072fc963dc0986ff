"""Promises that members of a package are found by walking it, in order; one that declares nothing is named."""

import importlib
import sys
from pathlib import Path
from types import ModuleType

import pytest

import harvester.cli
import spiders.families
from harvester.catalog import members
from tests.conftest import ROOT


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A package with two members and a helper."""
    folder = tmp_path / "zoo_of_tests"
    folder.mkdir()
    (folder / "__init__.py").write_text("", encoding="utf-8")
    (folder / "zebra.py").write_text("ANIMAL = 'zebra'", encoding="utf-8")
    (folder / "ant.py").write_text("ANIMAL = 'ant'", encoding="utf-8")
    (folder / "_help.py").write_text("raise RuntimeError('a helper is not a member')", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    for name in [name for name in sys.modules if name.startswith("zoo_of_tests")]:
        monkeypatch.delitem(sys.modules, name)
    return importlib.import_module("zoo_of_tests")


def test_members_come_in_order_of_their_module_names(package: ModuleType):
    assert list(members(package, "ANIMAL").items()) == [("ant", "ant"), ("zebra", "zebra")]


def test_a_module_that_declares_nothing_is_named(package: ModuleType):
    (Path(package.__path__[0]) / "bee.py").write_text("", encoding="utf-8")
    importlib.invalidate_caches()
    with pytest.raises(AttributeError, match=r"zoo_of_tests\.bee declares no ANIMAL"):
        members(package, "ANIMAL")


def test_every_command_has_a_name_of_its_own():
    commands = members(harvester.cli, "COMMAND")
    names = [command.name for command in commands.values()]
    assert len(names) == len(set(names))
    assert all(module.rstrip("_") == command.name for module, command in commands.items())


def test_every_family_is_a_module_that_declares_it():
    files = {path.stem for path in (ROOT / "spiders" / "families").glob("[!_]*.py")}
    assert set(members(spiders.families, "FAMILY")) == files
