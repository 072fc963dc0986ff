"""Promises the command line as a whole: exit codes of the contract, one line an error, never a trace for bad input."""

import os
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path

import pytest

from harvester import cli
from harvester.catalog import members
from harvester.cli._command import Command, Exit, UsageError
from harvester.errors import HarvestError, StoreError

COMMANDS: dict[str, Command] = members(cli, "COMMAND")


def run_with(action: Callable[[Namespace], int], monkeypatch: pytest.MonkeyPatch) -> int:
    """Run the command line with one command of our own."""
    command = Command("try", "Try something.", "harvester try", lambda _: None, action)
    monkeypatch.setattr(cli, "members", lambda *_: {"try": command})
    monkeypatch.delenv(cli.DEBUG, raising=False)
    return cli.main(["try"])


def failing(error: BaseException) -> Callable[[Namespace], int]:
    """A command that raises."""

    def action(_: Namespace) -> int:
        raise error

    return action


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (HarvestError("the list has no rows; add one"), Exit.FAILED, "the list has no rows; add one"),
        (StoreError("The database x is locked."), Exit.FAILED, "locked"),
        (UsageError("give --sites or --region"), Exit.USAGE, "give --sites or --region"),
        (KeyboardInterrupt(), Exit.FAILED, "interrupted"),
        (FileNotFoundError(2, "No such file or directory", "a.csv"), Exit.FAILED, "a.csv: No such file"),
        (OSError(28, "No space left on device"), Exit.FAILED, "No space left"),
        (KeyError("boom"), Exit.FAILED, "unexpected KeyError"),
        (HarvestError("two\nlines"), Exit.FAILED, "two lines"),
    ],
)
def test_every_error_is_one_line_and_the_right_code(
    error: BaseException, code: int, message: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    assert run_with(failing(error), monkeypatch) == code
    printed = capsys.readouterr()
    assert printed.out == ""
    assert len(printed.err.splitlines()) == 1
    assert message in printed.err


def test_the_code_of_the_command_is_the_code_of_the_program(monkeypatch: pytest.MonkeyPatch):
    assert run_with(lambda _: Exit.ATTENTION, monkeypatch) == 3


def test_a_developer_can_ask_for_the_trace(monkeypatch: pytest.MonkeyPatch):
    command = Command("try", "Try.", "harvester try", lambda _: None, failing(KeyError("boom")))
    monkeypatch.setattr(cli, "members", lambda *_: {"try": command})
    monkeypatch.setenv(cli.DEBUG, "1")
    with pytest.raises(KeyError):
        cli.main(["try"])


@pytest.mark.parametrize("arguments", [[], ["harvst"], ["parse"], ["parse", "--nonsense", "a.html"]])
def test_wrong_usage_is_one_line_that_says_where_help_is(arguments: list[str], capsys: pytest.CaptureFixture[str]):
    assert cli.main(arguments) == Exit.USAGE
    printed = capsys.readouterr()
    assert len(printed.err.splitlines()) == 1
    assert "--help" in printed.err


def test_a_complaint_ends_with_one_full_stop(capsys: pytest.CaptureFixture[str]):
    assert cli.main(["crawl", "--years", "20x"]) == Exit.USAGE
    assert "or 2022. Try: harvester crawl --help" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--bad"], ["--bad", "parse", "a.html"], ["parse", "--bad", "a.html"]])
def test_a_wrong_option_is_named(arguments: list[str], capsys: pytest.CaptureFixture[str]):
    assert cli.main(arguments) == Exit.USAGE
    assert "--bad" in capsys.readouterr().err


@pytest.mark.parametrize("name", [command.name for command in COMMANDS.values()])
def test_every_command_has_help_with_an_example(name: str, capsys: pytest.CaptureFixture[str]):
    assert cli.main([name, "--help"]) == Exit.DONE
    text = capsys.readouterr().out
    assert f"harvester {name}" in text.partition("example:")[2]


@pytest.mark.parametrize("command", COMMANDS.values(), ids=lambda command: command.name)
def test_the_examples_are_commands_that_the_parser_accepts(command: Command):
    class Loud(ArgumentParser):
        def error(self, message: str) -> None:  # type: ignore[override]
            raise AssertionError(message)

    for line in command.example.splitlines():
        words = line.rpartition("|")[2].partition(">")[0].split()
        parser = Loud()
        command.configure(parser)
        assert words[:2] == ["harvester", command.name]
        parser.parse_args(words[2:])


CONTRACT = {
    "crawl", "import", "parse", "check", "coverage", "diff", "export", "serve", "reparse", "schedule", "doctor",
    "sample",
}  # fmt: skip
BEYOND = {"correct", "report", "runs"}
"""Commands of ours that the contract does not name."""


def test_every_command_is_one_of_the_contract_or_a_known_addition():
    assert {command.name for command in COMMANDS.values()} <= CONTRACT | BEYOND


def run_program(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "harvester", *arguments],
        capture_output=True, text=True, encoding="utf-8", errors="replace", check=False, timeout=60, **options,
    )  # fmt: skip


def test_the_module_is_the_command():
    result = run_program("--version")
    assert result.returncode == 0
    assert result.stdout.startswith("harvester ")


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path):
    """`harvester parse ... | head -n 0` ends quietly."""
    read, write = os.pipe()
    os.close(read)
    page = tmp_path / "a.txt"
    page.write_text("某市人民政府2022年政府信息公开工作年度报告\n" * 3, encoding="utf-8")
    process = subprocess.run(
        [sys.executable, "-m", "harvester", "parse", str(page), str(page)],
        stdout=write, stderr=subprocess.PIPE, text=True, check=False, timeout=60,
    )  # fmt: skip
    os.close(write)
    assert process.returncode == 0
    assert process.stderr == ""


def test_help_is_there_at_once():
    """A command imports what it needs when it runs, so that help needs neither Scrapy nor lxml."""
    heavy = ("scrapy", "lxml", "sqlite_utils", "opencc")
    code = f"import sys, harvester.cli as c; c.build_parser(); print([m for m in {heavy} if m in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert result.stdout.strip() == "[]"
