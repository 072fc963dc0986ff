"""Fixtures that every test may use."""

from pathlib import Path

import pytest
from hypothesis import settings

# Machines that run the tests are shared: an example that takes long there is no failure.
settings.register_profile("shared machine", deadline=None)
settings.load_profile("shared machine")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real pages, seeds and reference beside the checkout; the test is skipped where it is absent."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("no ../shared beside the checkout: the real pages and seeds are not part of the project")
    return folder
