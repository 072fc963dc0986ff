"""`harvester crawl`: finds the annual reports of government sites and stores them."""

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from harvester.cli._command import Command, Exit, UsageError
from harvester.cli._options import add_db, add_years, archive, count, quiet_hours, seconds
from harvester.cli._output import complain, remark, say
from harvester.cli._progress import Progress
from harvester.cli._summary import closing_lines, progress_line
from harvester.errors import HarvestError

if TYPE_CHECKING:
    from harvester.run.crawl import Watcher


def configure(parser: ArgumentParser) -> None:
    """Options of `crawl`."""
    parser.add_argument("urls", nargs="*", metavar="URL", help="home page of a site, or its column of reports")
    parser.add_argument("--sites", type=Path, metavar="FILE", help="site list (CSV, UTF-8; only home_url is required)")
    parser.add_argument("--region", metavar="CODE_OR_NAME", help="known sites of this division and of those below it")
    add_db(parser, purpose="database to fill")
    add_years(parser)
    parser.add_argument(
        "--max-requests-per-site", type=count, metavar="N", help="leave a site after so many requests (default: 1000)"
    )
    parser.add_argument(
        "--max-requests", type=count, metavar="N", help="end the run after so many requests; the next one continues"
    )
    parser.add_argument(
        "--javascript", choices=("auto", "never"), default="auto",
        help="auto: a browser for pages that are empty without their scripts (default); never: plain requests only",
    )  # fmt: skip
    parser.add_argument(
        "--delay", type=seconds, default=1.0, metavar="SECONDS",
        help="least pause between two requests to a host; grows with the response time (default: 1)",
    )  # fmt: skip
    parser.add_argument(
        "--archives", type=archive, nargs="?", const="wayback", metavar="WHERE",
        help="look up pages that are gone, blocked or unreachable in a web archive: wayback (default), wayback=URL, "
        "pywb=URL_OF_COLLECTION, commoncrawl=URL_OF_INDEX",
    )  # fmt: skip
    parser.add_argument(
        "--quiet-hours", type=quiet_hours, metavar="HH:MM-HH:MM",
        help="ask nothing in these hours of Beijing time, e.g. 08:30-17:30; the crawl waits until they are over",
    )  # fmt: skip
    again = parser.add_mutually_exclusive_group()
    again.add_argument("--full", action="store_true", help="ask everything again, ignoring what earlier runs learned")
    again.add_argument(
        "--recheck", action="store_true", help="ask every known list and report whether it changed, whatever the season"
    )
    again.add_argument(
        "--resume", action="store_true", help="continue where an interrupted run stood (this is the default)"
    )
    parser.add_argument(
        "--log", type=Path, metavar="FILE", help="write Scrapy's log to a file; ten older ones are kept"
    )
    parser.add_argument(
        "--summary", type=Path, metavar="FILE", help="write a summary of the run: text, or JSON if FILE is .json"
    )
    parser.add_argument(
        "--mail-to", action="append", default=[], metavar="ADDRESS", help="mail the summary (server: HARVESTER_SMTP)"
    )
    parser.add_argument("--webhook", metavar="URL", help="post the summary as JSON to this address")


def run(options: Namespace) -> int:
    """Crawl, then print the closing table; 1 when it was cut short, 3 when a site needs a person."""
    if not (options.urls or options.sites or options.region):
        raise UsageError("name what to crawl: addresses, --sites FILE.csv, or --region CODE_OR_NAME")
    _check_urls(options.urls)
    from harvester.crawl.options import CrawlOptions
    from harvester.crawl.plan import DEFAULT_BUDGET
    from harvester.jobs.crawling import Telling, crawl_and_tell
    from harvester.settings import HARVESTER_CONTACT

    wanted = CrawlOptions(
        sites=options.sites, urls=tuple(options.urls), region=options.region, db=options.db, years=options.years,
        max_requests_per_site=options.max_requests_per_site or DEFAULT_BUDGET, javascript=options.javascript,
        delay=options.delay, full=options.full, recheck=options.recheck, max_requests=options.max_requests,
        quiet_hours=options.quiet_hours, archive=options.archives,
    )  # fmt: skip
    with Progress() as progress:
        telling = Telling(options.log, options.summary, tuple(options.mail_to), options.webhook)
        crawled = crawl_and_tell(wanted, telling, _watcher(progress, named=bool(HARVESTER_CONTACT)))
    result = crawled.result
    for line in closing_lines(result):
        say(line)
    for alarm in crawled.alarms:
        say(f"Alarm ({alarm.kind}): {alarm.message}")
    say(f"The database is {options.db}.")
    for fault in crawled.not_sent:
        remark(f"harvester crawl: {fault}")
    if not result.finished:
        complain(f"harvester crawl: {result.problem or 'interrupted'}; what was stored stays, run it again to continue")
        return Exit.FAILED
    if crawled.exit_code == Exit.ATTENTION:
        seen = (
            "something is out of the usual" if crawled.alarms else "a site needs a look, or no report was found at all"
        )
        complain(f"harvester crawl: {seen}; see: harvester coverage, harvester runs")
    return crawled.exit_code


def _watcher(progress: Progress, *, named: bool) -> "Watcher":
    """Shows how far the crawl is; begins with a hint when the operators of the sites are not told who asks."""
    hints = [] if named else ["Set HARVESTER_CONTACT to your e-mail address or page: operators can then reach you."]

    def watch(counts: Mapping[str, int], sites: int) -> None:
        if hints:
            progress.note(hints.pop())
        progress.update(progress_line(counts, sites))

    return watch


def _check_urls(urls: Sequence[str]) -> None:
    from harvester.registry import site_from_url

    for url in urls:
        try:
            site_from_url(url)
        except HarvestError as error:
            raise UsageError(str(error)) from error


COMMAND = Command(
    name="crawl",
    summary="Find the annual reports of government sites and store them.",
    example="harvester crawl --region 江门市 --years 2019-2025\n"
    "harvester crawl --sites sites.csv --db data/harvest.db --max-requests-per-site 300\n"
    "harvester crawl https://www.example.gov.cn/ --javascript never --delay 2",
    configure=configure,
    run=run,
)
