"""`harvester parse`: prints what a document says as JSON and writes nothing."""

import shutil
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import Any

from harvester.cli._command import Command, Exit, UsageError
from harvester.cli._explanation import explanation_lines
from harvester.cli._output import complain, json_text, remark, say
from harvester.errors import HarvestError


def configure(parser: ArgumentParser) -> None:
    """Options of `parse`."""
    parser.add_argument("sources", nargs="+", metavar="FILE_OR_URL", help="file, http(s) address, or - for stdin")
    parser.add_argument(
        "--explain",
        action="store_true",
        help="show every step's effect on standard error, and under `explain` in the JSON",
    )


def run(options: Namespace) -> int:
    """Print one JSON object for each document: indented for one, one a line for several."""
    failed = 0
    _check_urls(options.sources)
    for source in options.sources:
        try:
            value = parse(source, with_explanation=options.explain)
        except HarvestError as error:
            where = "" if source in str(error) else f"{source}: "
            complain(f"harvester parse: {where}{error}")
            failed += 1
            continue
        if options.explain:
            columns = shutil.get_terminal_size().columns if sys.stderr.isatty() else 1000
            for line in explanation_lines(source, value["explain"], columns):
                remark(line)
        say(json_text(value, indent=2 if len(options.sources) == 1 else None))
    return Exit.FAILED if failed else Exit.DONE


def _check_urls(sources: Sequence[str]) -> None:
    from harvester.jobs.fetch import check_url, is_url

    try:
        for source in filter(is_url, sources):
            check_url(source)
    except HarvestError as error:
        raise UsageError(str(error)) from error


def parse(source: str, *, with_explanation: bool = False) -> dict[str, Any]:
    """What one document says, as the JSON object that is printed."""
    from harvester.jobs.documents import load
    from harvester.jobs.explain import explain
    from harvester.jobs.reading import public_address
    from harvester.process import read_document

    document = load(source)
    url = public_address(document.final_url or document.url)
    reading = read_document(document.body, url=url, content_type=document.content_type)
    value = reading.report.as_dict() | {"url": url or document.url}
    return value | {"explain": explain(reading)} if with_explanation else value


COMMAND = Command(
    name="parse",
    summary="Print one document's parsed report as JSON; nothing is written.",
    example="harvester parse report.html\n"
    "harvester parse https://www.example.gov.cn/zwgk/2023nb.html --explain\n"
    "harvester parse 2021.html 2022.html 2023.txt > reports.jsonl",
    configure=configure,
    run=run,
)
