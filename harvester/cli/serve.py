"""`harvester serve`: opens the database as a site on this machine."""

from argparse import ArgumentParser, Namespace

from harvester.cli._command import Command, Exit, UsageError
from harvester.cli._options import add_db
from harvester.cli._output import say

DEFAULT_PORT = 8001


def configure(parser: ArgumentParser) -> None:
    """Options of `serve`."""
    add_db(parser, purpose="database to show; it is only read, a crawl may go on meanwhile")
    parser.add_argument(
        "--port", type=int, default=DEFAULT_PORT, metavar="N",
        help=f"port to listen on, 0 for a free one (default: {DEFAULT_PORT})",
    )  # fmt: skip
    parser.add_argument("--open", action="store_true", help="open the start page in the browser")


def run(options: Namespace) -> int:
    """Serve until interrupted."""
    if not 0 <= options.port <= 65_535:
        raise UsageError(f"--port {options.port} is no port; choose 1024 to 65535, or leave it out")
    from harvester.web.app import serve

    serve(options.db, options.port, open_browser=options.open, tell=lambda address: _tell(address, options))
    return Exit.DONE


def _tell(address: str, options: Namespace) -> None:
    say(f"{options.db} is open at {address} (Ctrl-C ends it).")


COMMAND = Command(
    name="serve",
    summary="Open the database as a site on this machine: pages, charts, search, and Datasette's tables and JSON.",
    example="harvester serve --db data/harvest.db --open\nharvester serve --port 0",
    configure=configure,
    run=run,
)
