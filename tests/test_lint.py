"""Promises that ruff and mypy (strict for harvester/) find nothing to say about the whole checkout."""

import subprocess
import sys

import pytest

from tests.conftest import ROOT


@pytest.mark.parametrize("tool", [("ruff", "check", "--no-cache", "."), ("mypy",)], ids=lambda tool: tool[0])
def test_the_tool_finds_nothing(tool: tuple[str, ...]):
    result = subprocess.run(
        [sys.executable, "-m", *tool], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
