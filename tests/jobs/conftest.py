"""Fixtures of this folder."""

from tests.loopback import loopback
from tests.store.conftest import store

__all__ = ["loopback", "store"]
