"""Fixtures of this folder."""

from tests.loopback import loopback

__all__ = ["loopback"]
