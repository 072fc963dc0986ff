"""Puts the database, our pages and Datasette together, and listens."""

import os
import socket
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from harvester.errors import HarvestError
from harvester.web.plugin import DATABASE, HERE, STATIC, Plugin
from harvester.web.site import Site

HOST = "127.0.0.1"
MISSING = "serving needs an extra: pip install -e .[web] (it brings Datasette)"
HOOKS = ("register_routes", "prepare_connection", "prepare_jinja2_environment", "menu_links", "asgi_wrapper")
SETTINGS = {
    "allow_download": False,  # a file that is being written is no backup
    "default_page_size": 50,
    "facet_time_limit_ms": 500,
    "sql_time_limit_ms": 3000,
    "truncate_cells_html": 120,  # a report is a page of text in one cell
}


@dataclass(frozen=True)
class Serving:
    """A Datasette with our pages, ready to be run or asked."""

    datasette: Any
    site: Site
    forget: Callable[[], object]

    def close(self) -> None:
        """Take the plugin out of this process and close the database."""
        self.forget()
        self.site.close()


def build(path: Path) -> Serving:
    """A Datasette that serves one database with our pages.

    Raises:
        HarvestError: the extra `web` is not installed, or the database cannot be used.
    """
    try:
        from datasette import hookimpl
        from datasette.app import Datasette
        from datasette.database import Database
        from datasette.plugins import pm
    except ImportError as error:
        raise HarvestError(MISSING) from error
    _print_no_traces()
    site = Site(path)
    datasette = Datasette(
        template_dir=str(HERE / "templates"),
        static_mounts=[(STATIC, str(HERE / "static"))],
        settings=SETTINGS,
        metadata={"title": "Annual Report Harvester", "databases": {DATABASE: {"tables": _hidden()}}},
    )
    datasette.remove_database("_memory")
    # The write-ahead log of a database in a read-only folder cannot be opened; the file alone can be read as it stands.
    is_mutable = os.access(path.resolve().parent, os.W_OK)
    datasette.add_database(Database(datasette, path=str(path), is_mutable=is_mutable), name=DATABASE)
    plugin = Plugin(site, datasette)
    for hook in HOOKS:
        hookimpl(getattr(Plugin, hook))
    pm.register(plugin, name=f"harvester-{id(plugin)}")
    return Serving(datasette, site, lambda: pm.unregister(plugin))


def _print_no_traces() -> None:
    """Where Rich is installed, Datasette prints pages of trace with it for each mistyped address."""
    from datasette import handle_exception  # works only after the plugins are loaded

    handle_exception.rich = None


def serve(path: Path, port: int, *, open_browser: bool = False, tell: Callable[[str], None] = lambda _: None) -> None:
    """Serve a database on loopback until interrupted; `tell` gets the address once it answers.

    Raises:
        HarvestError: the port is taken, the extra is missing, or the database cannot be used.
    """
    serving = build(path)
    try:
        with listening(port) as listener:
            address = f"http://{HOST}:{listener.getsockname()[1]}/"
            tell(address)
            if open_browser:
                webbrowser.open(address)  # the socket already takes the request; the answer comes with the next line
            _run(serving, listener)
    finally:
        serving.close()


def _run(serving: Serving, listener: socket.socket) -> None:
    import uvicorn

    config = uvicorn.Config(serving.datasette.app(), log_level="warning", lifespan="on", access_log=False)
    with suppress(KeyboardInterrupt):  # the way to end it
        uvicorn.Server(config).run(sockets=[listener])


def listening(port: int) -> socket.socket:
    """A socket that listens on loopback.

    Raises:
        HarvestError: the port is taken, or may not be used.
    """
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise HarvestError(
            f"port {port} cannot be used ({error.strerror}); another program may be listening there. "
            "Choose another with --port, or --port 0 for a free one"
        ) from error
    return listener


def _hidden() -> dict[str, dict[str, bool]]:
    """Tables that the program keeps for itself: not listed, still readable."""
    names = ("reports_fts", "store_notes", "run_owners", "site_memory", "targets")
    ledger = ("ledger_sweeps", "ledger_requests", "ledger_answers", "ledger_notes")
    return {name: {"hidden": True} for name in (*names, *ledger)}
