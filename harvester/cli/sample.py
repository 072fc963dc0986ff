"""`harvester sample`: serves the bundled sample sites on loopback; with `--harvest` crawls and scores them too."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from harvester.cli._command import Command, Exit, UsageError
from harvester.cli._options import add_db
from harvester.cli._output import complain, counted, say
from harvester.cli._progress import Progress
from harvester.cli._summary import closing_lines, progress_line

if TYPE_CHECKING:
    from harvester.sample.score import Score

LINES_SHOWN = 20
# What the sample holds beyond the reach of plain HTTP and its JSON.
LATER = {
    "javascript": "a browser, because their lists are built by scripts (harvester crawl --javascript auto)",
    "documents": "the reader of PDF files (pip install pypdfium2)",
    "never": "what nobody can read: pictures, challenge pages, pages closed to robots",
}


def configure(parser: ArgumentParser) -> None:
    """Options of `sample`."""
    parser.add_argument("--port", type=int, default=0, metavar="N", help="port to listen on (default: a free one)")
    parser.add_argument("--harvest", action="store_true", help="crawl the sample into --db, score it, and end")
    add_db(parser, purpose="with --harvest: database to fill")


def run(options: Namespace) -> int:
    """Serve until interrupted, or harvest and score."""
    if not 0 <= options.port <= 65_535:
        raise UsageError(f"--port {options.port} is no port; choose 1024 to 65535, or leave it out")
    return _harvest(options) if options.harvest else _serve(options)


def _serve(options: Namespace) -> int:
    from harvester.sample import SITES_FILE, SampleServer

    server = SampleServer(options.port)
    with suppress(KeyboardInterrupt):  # one that comes before the server has begun ends it as well
        say(f"The sample web answers on {server.proxy_url} (Ctrl-C ends it). In another terminal:")
        say(f"  http_proxy={server.proxy_url} harvester crawl --sites {SITES_FILE} --delay 0")
        server.serve_forever()
    return Exit.DONE


def _harvest(options: Namespace) -> int:
    from harvester.jobs.sample import harvest_sample

    say("Crawling the bundled sample government sites over loopback ...")
    with Progress() as progress:
        crawl, score = harvest_sample(
            options.db, options.port, lambda counts, sites: progress.update(progress_line(counts, sites))
        )
    for line in (*closing_lines(crawl), *_score_lines(score)):
        say(line)
    say(f"\nThe database is {options.db} ({options.db.stat().st_size / 1e6:.1f} MB).")
    if not (crawl.new or crawl.changed):
        say("Nothing new was stored and no report was changed: the database knew them all.")
    if not (crawl.finished and score.complete):
        complain(f"harvester sample: {crawl.problem or 'not everything in reach was found and right; see above'}")
        return Exit.FAILED
    return Exit.DONE


def _score_lines(score: "Score") -> Iterator[str]:
    yield "\nAgainst the truth of the sample:"
    yield score.table()
    for reach, need in LATER.items():
        if missing := score.expected[reach] - score.found[reach]:
            yield f"{counted(missing, 'report')} in need of {need}."
    for line in (*score.absent, *score.lookalikes, *score.duplicates, *score.merged)[:LINES_SHOWN]:
        yield f"  look at: {line}"


COMMAND = Command(
    name="sample",
    summary="Serve the bundled sample government sites on loopback; with --harvest crawl and score them.",
    example="harvester sample --harvest --db data/harvest.db\nharvester sample --port 8118",
    configure=configure,
    run=run,
)
