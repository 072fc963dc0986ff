"""The stored bytes of a report as a download: never shown, so that nothing in them can act."""

from harvester.documents.read import kind_of
from harvester.page.parts import split_parts
from harvester.web.ask import Answer, Ask, NotFound, Route
from harvester.web.pages.report import stored_row
from harvester.web.pages.source import INERT


def read(ask: Ask) -> Answer:
    """The file."""
    row = stored_row(ask)
    if not row["capture_id"]:
        raise NotFound(f"no capture of report {row['report_id']}")
    body = ask.store.capture_body(row["capture_id"])
    kind = kind_of(body)
    ending = "mhtml" if split_parts(body) else kind.kind if kind else "html"
    name = f"report-{row['report_id']}.{ending}"
    headers = {
        "Content-Type": "application/octet-stream",
        "Content-Disposition": f'attachment; filename="{name}"',
    }
    return Answer(body=body, headers=INERT | headers)


ROUTE = Route(r"^/report/(?P<report_id>\d+)/file$", read)
