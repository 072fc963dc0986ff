"""Fixtures of this folder: one small database and one running site for all tests."""

import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
import uvicorn

from harvester.web.app import HOST, build, listening
from tests.web.stored import fill


class Served(NamedTuple):
    """A site that answers, and the numbers of its reports by name."""

    address: str
    reports: Mapping[str, int]
    path: Path


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The site over a real port."""
    path = tmp_path_factory.mktemp("site") / "任意名.db"
    reports = fill(path)
    serving = build(path)
    with listening(0) as listener:
        server = uvicorn.Server(uvicorn.Config(serving.datasette.app(), log_level="error", lifespan="on"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        yield Served(f"http://{HOST}:{listener.getsockname()[1]}", reports, path)
        server.should_exit = True
        thread.join(10)
    serving.close()
