"""`scrapy shell URL_OR_FILE` with `page` (cleaned), `report` (parsed) and `links` (scored) ready to inspect."""

from argparse import Namespace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from scrapy.commands import shell
from scrapy.utils.url import guess_scheme

from harvester.commands._tell import tell
from harvester.jobs.inspect import Inspection, inspect_body

# The shell waits for its answer in another thread than the browser's loop and never gets one, so it asks plainly.
PLAIN_HANDLER = "scrapy.core.downloader.handlers.http11.HTTP11DownloadHandler"
QUIET = {
    "DOWNLOAD_HANDLERS": {"http": PLAIN_HANDLER, "https": PLAIN_HANDLER},
    "ITEM_PIPELINES": {},  # looking at a page stores nothing
    "EXTENSIONS": {},
    "RETRY_ENABLED": False,  # a person waits, and can ask again
    "SPIDER_MIDDLEWARES": {},
    "LOG_LEVEL": "CRITICAL",  # what goes wrong is told in one line; -L INFO shows the log
}


class Command(shell.Command):
    """Scrapy's shell; every `fetch` reads its response as the crawl would."""

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Interactive console with page, report and links ready"

    def process_options(self, args: list[str], opts: Namespace) -> None:
        """Leave out what belongs to a crawl; options of the command line still win."""
        assert self.settings is not None
        for name, value in QUIET.items():
            self.settings.set(name, value, priority="cmdline")
        super().process_options(args, opts)

    def run(self, args: list[str], opts: Namespace) -> None:
        """Open the shell; a missing file or a dead address is one line and exit code 1."""
        if args and Path(args[0]).is_file():  # Scrapy takes a bare name for a host
            args = [Path(args[0]).resolve().as_uri(), *args[1:]]
        url = guess_scheme(args[0]) if args else ""
        file = Path(unquote(urlsplit(url).path))
        if url.startswith("file:") and not file.exists():
            self._give_up(f"{file}: no such file")
            return
        try:
            super().run(args, opts)
        except Exception as error:  # whatever the download or the given code raised
            self._give_up(f"{type(error).__name__}: {error}")

    def _give_up(self, reason: str) -> None:
        tell("shell", reason)
        self.exitcode = 1

    def update_vars(self, vars: dict[str, Any]) -> None:
        """Put `page`, `report` and `links` beside `response`."""
        response, request = vars.get("response"), vars.get("request")
        found = Inspection(note="no response (robots.txt, or nothing asked yet)")
        if response is not None:
            content_type = response.headers.get(b"Content-Type", b"").decode("latin-1") or None
            found = inspect_body(response.body, response.url, response.status, content_type)
        if request is not None and request.meta.get("playwright"):
            tell("shell", "the shell has no browser: this is the plain response")
        if found.note:
            tell("shell", found.note)
        vars.update(page=found.page, report=found.report, links=found.links)
