"""Promises that the crawl says who asks only when somebody told it."""

import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT


@pytest.mark.parametrize(("contact", "tail"), [("", "(research on disclosure reports)"), ("a@b.cn", "; +a@b.cn)")])
def test_the_contact_comes_from_the_environment_alone(contact: str, tail: str):
    code = "from harvester.settings import USER_AGENT; print(USER_AGENT)"
    environ = os.environ | {"HARVESTER_CONTACT": contact}
    agent = subprocess.check_output([sys.executable, "-c", code], cwd=ROOT, env=environ, text=True)
    assert agent.strip().endswith(tail)
    assert "http" not in agent
