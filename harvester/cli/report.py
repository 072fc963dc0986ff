"""`harvester report`: a brief on the reports of a region for one year, and correction notices, as files to mail."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from harvester.cli._command import Command, Exit, UsageError
from harvester.cli._options import add_db, years
from harvester.cli._output import counted, say


def configure(parser: ArgumentParser) -> None:
    """Options of `report`."""
    parser.add_argument("region", metavar="REGION", help="code or name of a division; all below it belongs to it")
    parser.add_argument("year", metavar="YEAR", type=years, help="report year")
    parser.add_argument("folder", metavar="DIR", type=Path, help="folder for the page, its charts and the notices")
    parser.add_argument("--language", choices=("zh", "en"), default="zh", help="language of the files (default: zh)")
    add_db(parser, purpose="database to read")


def run(options: Namespace) -> int:
    """Write the files and tell what is in them."""
    from harvester.web.brief import read_brief
    from harvester.web.briefs import write_brief

    if len(options.year) != 1:
        raise UsageError("write one report year, e.g. 2022")
    brief = read_brief(options.db, options.region, options.year[0])
    written = write_brief(options.folder, brief, options.language)
    notices = sum(path.suffix == ".docx" for path in written)
    say(
        f"{brief.region} {brief.year}: {counted(len(brief.reports), 'report')}, "
        f"{counted(len(brief.contradictions), 'contradiction')}, {len(brief.gaps)} missing, {len(brief.late)} late."
    )
    say(f"Written: {options.folder / 'report.html'}, {counted(notices, 'notice')}.")
    return Exit.DONE


COMMAND = Command(
    name="report",
    summary="Write a brief on the reports of a region for one year, and a correction notice for each agency, to mail.",
    example="harvester report 江门市 2022 brief/\nharvester report 44 2023 brief/ --language en",
    configure=configure,
    run=run,
)
