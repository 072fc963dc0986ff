"""`harvester coverage`: what was expected (site by year) against what was found, with a reason for each gap."""

from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from harvester.cli._command import Command, Exit
from harvester.cli._options import add_db, add_json, add_years
from harvester.cli._output import complain, counted, json_text, say, table
from harvester.errors import HarvestError

if TYPE_CHECKING:
    from harvester.jobs.coverage import Coverage


def configure(parser: ArgumentParser) -> None:
    """Options of `coverage`."""
    add_db(parser, purpose="database to read")
    add_years(parser)
    parser.add_argument("--region", metavar="CODE_OR_NAME", help="only sites of this division and of those below it")
    add_json(parser)
    parser.add_argument("--html", type=Path, metavar="FILE", help="also write a grid, place by year, as a page")


def run(options: Namespace) -> int:
    """Print the coverage; 3 when a site gives no report or clearly fewer than before, or nothing was asked yet."""
    from harvester.jobs.coverage import read_coverage

    found = read_coverage(options.db, years=options.years, region=options.region)
    if options.json:
        say(json_text({
            "coverage": [dict(row) for row in found.rows],
            "silent_sites": found.silent,
            "falls": [fall._asdict() for fall in found.falls],
            "late": [late._asdict() for late in found.late],
        }, indent=2))  # fmt: skip
    else:
        for line in _lines(found):
            say(line)
    if options.html:
        _write_page(options.html, found)
    if not found.rows:
        complain("harvester coverage: no site was crawled for this selection yet; run `harvester crawl` first")
        return Exit.ATTENTION
    return Exit.ATTENTION if found.silent or found.falls else Exit.DONE


def _write_page(path: Path, found: "Coverage") -> None:
    from harvester.cli._coverage_page import coverage_page

    try:
        path.write_text(coverage_page(found), encoding="utf-8")
    except OSError as error:
        raise HarvestError(f"{path} cannot be written ({error.strerror}). Name a file in a folder of yours.") from error


def _lines(found: "Coverage") -> Iterator[str]:
    if not found.rows:
        return
    heads = ("site", "name", "years", "found", "reports", "gaps with reasons")
    yield table(heads, (_site_row(site_id, rows) for site_id, rows in found.sites.items()), limit=72)
    total = Counter(row["status"] for row in found.rows)
    silent = counted(len(found.silent), "site")
    yield f"\n{total['found']} of {total.total()} site years found, {silent} without any report."
    for fall in found.falls:
        before = counted(fall.before, "report")
        yield f"Look at {fall.name or fall.site_id}: it gave {before} before and {fall.now} now."
    if found.late:
        yield f"\nPublished after the legal date ({len(found.late)}):"
        yield table(
            ("agency", "year", "published", "due", "days late"),
            [(late.agency, late.year, late.published, late.due, late.days) for late in found.late],
        )


def _site_row(site_id: str, rows: Sequence[Mapping[str, Any]]) -> tuple[object, ...]:
    from harvester.jobs.coverage import spans

    covered = [row["year"] for row in rows]
    found = [row["year"] for row in rows if row["status"] == "found"]
    return (
        site_id, rows[0]["name"], spans(covered), f"{len(found)}/{len(covered)}", sum(row["reports"] for row in rows),
        _reasons(rows),
    )  # fmt: skip


def _reasons(rows: Sequence[Mapping[str, Any]]) -> str:
    from harvester.jobs.coverage import spans

    by_reason: dict[str, list[int]] = {}
    for row in rows:
        if row["reason"]:
            by_reason.setdefault(row["reason"], []).append(row["year"])
    return "; ".join(f"{reason} {spans(missing)}" for reason, missing in by_reason.items())


COMMAND = Command(
    name="coverage",
    summary="Compare expected reports (site by year) with those found; name the reason of each gap and late reports.",
    example="harvester coverage --region 江门市 --years 2019-2025\nharvester coverage --json --html coverage.html",
    configure=configure,
    run=run,
)
