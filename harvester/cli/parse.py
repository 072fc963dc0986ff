"""`harvester parse`: prints what a document says as JSON and writes nothing."""

import shutil
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from harvester.cli._command import Command, Exit, UsageError
from harvester.cli._explanation import explanation_lines
from harvester.cli._output import complain, json_text, remark, say
from harvester.errors import HarvestError

if TYPE_CHECKING:
    from harvester.jobs.documents import Document


def configure(parser: ArgumentParser) -> None:
    """Options of `parse`."""
    parser.add_argument(
        "sources", nargs="+", metavar="FILE_OR_URL", help="file, folder, web archive, http(s) address, or - for stdin"
    )
    parser.add_argument(
        "--explain",
        action="store_true",
        help="show every step's effect on standard error, and under `explain` in the JSON",
    )


def run(options: Namespace) -> int:
    """Print one JSON object for each document: indented for one, one a line for several.

    A document that cannot be read has its object too, with the reason; the exit status tells.
    """
    from harvester.jobs.sources import documents, expand

    _check_urls(options.sources)
    sources, failed = expand(options.sources)
    several = len(sources) > 1 or list(sources) != options.sources
    for problem in failed:
        complain(f"harvester parse: {problem}")
    wrong = len(failed)
    for source in sources:
        try:
            for document, is_alone in documents(source):
                wrong += not _parse(source, document, options.explain, is_alone and not several)
        except HarvestError as error:
            _complain_of(source, error)
            wrong += 1
    return Exit.FAILED if wrong else Exit.DONE


def _parse(source: str, document: "Document", with_explanation: bool, is_alone: bool) -> bool:
    """Print the object of a document; False when the document cannot be read."""
    from harvester.report.model import Report

    try:
        value, readable = parse_document(document, with_explanation), True
    except HarvestError as error:
        _complain_of(source, error)
        value, readable = Report(False, str(error), url=document.url).as_dict(), False
    _print(source, value, is_alone)
    return readable


def _complain_of(source: str, error: HarvestError) -> None:
    where = "" if source in str(error) else f"{source}: "
    complain(f"harvester parse: {where}{error}")


def _print(source: str, value: dict[str, Any], is_alone: bool) -> None:
    if "explain" in value:
        columns = shutil.get_terminal_size().columns if sys.stderr.isatty() else 1000
        for line in explanation_lines(source, value["explain"], columns):
            remark(line)
    say(json_text(value, indent=2 if is_alone else None))


def _check_urls(sources: Sequence[str]) -> None:
    from harvester.jobs.fetch import check_url, is_url

    try:
        for source in filter(is_url, sources):
            check_url(source)
    except HarvestError as error:
        raise UsageError(str(error)) from error


def parse_document(document: "Document", with_explanation: bool = False) -> dict[str, Any]:
    """What one document says, as the JSON object that is printed."""
    from harvester.jobs.explain import explain
    from harvester.jobs.reading import public_address
    from harvester.process import read_document

    url = public_address(document.final_url or document.url)
    reading = read_document(document.body, url=url, content_type=document.content_type)
    value = reading.report.as_dict() | {"url": url or document.url}
    return value | {"explain": explain(reading)} if with_explanation else value


COMMAND = Command(
    name="parse",
    summary="Print one document's parsed report as JSON; nothing is written.",
    example="harvester parse report.html\n"
    "harvester parse https://www.example.gov.cn/zwgk/2023nb.html --explain\n"
    "harvester parse saved-pages/ 2023.pdf pages.warc.gz > reports.jsonl",
    configure=configure,
    run=run,
)
