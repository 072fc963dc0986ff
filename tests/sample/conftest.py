"""The sample web, built once for all of its tests."""

from typing import Any

import pytest

from harvester.sample.truth import truth
from harvester.sample.web import Web, build


@pytest.fixture(scope="session")
def web() -> Web:
    return build()


@pytest.fixture(scope="session")
def true(web: Web) -> dict[str, Any]:
    return truth(web)
