"""The plugin: routes our pages through Datasette, draws them in the visitor's language, guards every answer.

Datasette keeps its own addresses (tables, facets, JSON, SQL); only `/` becomes our start page.
"""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from harvester.catalog import members
from harvester.errors import StoreError
from harvester.page.inert import straight
from harvester.store.bigrams import match_query
from harvester.web import pages
from harvester.web.ask import Answer, Ask, NotFound, Route, agency_url
from harvester.web.labels import rule_name, rule_text
from harvester.web.messages import COOKIE, Words, choose_language
from harvester.web.site import Site

HERE = Path(__file__).parent
DATABASE = "harvest"
"""Name of the database in Datasette's addresses, whatever the file is called."""
STATIC = "site"
YEAR_SECONDS = 31_536_000

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; font-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)
"""Everything comes from this server. Styles may stand in the page: the charts set their own."""

Scope = MutableMapping[str, Any]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


class Plugin:
    """What Datasette asks of a plugin, for the datasette that serves one of our databases."""

    __name__ = "harvester.web"

    def __init__(self, site: Site, datasette: Any) -> None:
        """Serve `site`; other instances of Datasette in the same process are left alone."""
        self.site = site
        self.datasette = datasette

    def register_routes(self, datasette: Any) -> list[tuple[str, Any]]:
        """Our pages, which come before Datasette's own."""
        if datasette is not self.datasette:
            return []
        routes: dict[str, Route] = members(pages, "ROUTE")
        return [(route.pattern, partial(self._view, route)) for route in routes.values()]

    def prepare_jinja2_environment(self, env: Any, datasette: Any) -> None:
        """Show marks of direction in the texts of reports instead of obeying them."""
        if datasette is self.datasette:
            env.finalize = shown

    def prepare_connection(self, conn: Any, database: str, datasette: Any) -> None:
        """Searches in SQL, as `match_query('行政复议')`."""
        if datasette is self.datasette and database == DATABASE:
            conn.create_function("match_query", 1, match_query, deterministic=True)

    def menu_links(self, datasette: Any) -> list[dict[str, str]]:
        """The way back from Datasette's pages to ours."""
        return [{"href": "/", "label": "Annual Report Harvester"}] if datasette is self.datasette else []

    def asgi_wrapper(self, datasette: Any) -> Callable[[Any], Any]:
        """Headers that every answer carries."""
        if datasette is not self.datasette:
            return lambda app: app
        return _guarded

    async def _view(self, route: Route, request: Any) -> Any:
        language = choose_language(
            request.args.get("lang"), request.cookies.get(COOKIE), request.headers.get("accept-language", "")
        )
        ask = Ask(
            self.site,
            Words(language),
            {name: unquote(value) for name, value in request.url_vars.items()},
            {name: request.args.get(name) for name in request.args},
            request.path,
        )
        answer = await asyncio.get_running_loop().run_in_executor(self.site.pool, answered, route, ask)
        response = await self._drawn(answer, ask, request)
        if request.args.get("lang") == language:
            response.set_cookie(COOKIE, language, max_age=YEAR_SECONDS)
        return response

    async def _drawn(self, answer: Answer, ask: Ask, request: Any) -> Any:
        from datasette.utils.asgi import Response

        if answer.body is not None:
            return _raw(answer)
        other = "en" if ask.words.language == "zh" else "zh"
        values = dict(answer.values) | {
            "t": ask.words, "agency_address": agency_url,
            "rule_name": partial(rule_name, words=ask.words),
            "rule_text": partial(rule_text, language=ask.words.language), "database": DATABASE, "ask": ask,
            "other_language": other, "other_address": _with_language(request, other),
        }  # fmt: skip
        html = await self.datasette.render_template(answer.template, values, request=request)
        headers = {"Content-Security-Policy": PAGE_POLICY, "Vary": "Accept-Language, Cookie", **answer.headers}
        return Response.html(html, status=answer.status, headers=headers)


def shown(value: Any) -> Any:
    """What a template prints; markup was printed before."""
    return straight(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


def answered(route: Route, ask: Ask) -> Answer:
    """What a page answers; an address without content and a database that cannot be read are pages too."""
    try:
        return route.read(ask)
    except (NotFound, KeyError):
        return Answer("missing.html", {"title": ask.words("not_found"), "hint": ask.words("not_found_hint")}, 404)
    except StoreError as error:
        return Answer("missing.html", {"title": ask.words("trouble"), "hint": str(error)}, 503)


def _raw(answer: Answer) -> Any:
    from datasette.utils.asgi import Response

    kind = answer.headers.get("Content-Type", "text/plain; charset=utf-8")
    headers = {name: value for name, value in answer.headers.items() if name != "Content-Type"}
    return Response(answer.body, status=answer.status, headers=headers, content_type=kind)


def _with_language(request: Any, language: str) -> str:
    """The address of this page in another language."""
    from datasette.utils import path_with_replaced_args

    return str(path_with_replaced_args(request, {"lang": language}))


def _guarded(app: Any) -> Any:
    """The application with headers that keep browsers from guessing types and from telling where one came from."""
    guards = ((b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"no-referrer"))

    async def guarded(scope: Scope, receive: Any, send: Send) -> None:
        async def send_guarded(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                headers = list(message.get("headers", []))
                known = {name.lower() for name, _ in headers}
                headers += [guard for guard in guards if guard[0] not in known]
                message = {**message, "headers": headers}
            await send(message)

        await app(scope, receive, send_guarded)

    return guarded
