"""A small database for the tests of the site: reports of the sample's agencies, stored as a crawl stores them."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from harvester.process import read_document
from harvester.registry import load_registry
from harvester.report.model import Check, Report
from harvester.sample.drafting import draft_years
from harvester.sample.markup import body_html, escape
from harvester.sample.model import Agency
from harvester.sample.model import Report as Drafted
from harvester.sample.places import department, government, places
from harvester.store import Gap, Store

TAISHAN = government(places()["440781"])
BUREAU = department(places()["440781"], "jyj")
HOST = "http://www.taishan.gov.test"


def page_of(drafted: Drafted, extra: str = "") -> bytes:
    """The page of a report, with a menu, a picture and a script around it."""
    return (
        f"<html><head><title>{escape(drafted.title)}</title>"
        f"<meta name='ArticleTitle' content='{escape(drafted.title)}'>"
        "<style>@import url(http://evil.example/a.css);</style><script>document.title = 'taken over'</script></head>"
        "<body onload=\"alert(1)\"><ul><li><a href='/zwgk/'>政务公开</a></li></ul>"
        f"<h1>{escape(drafted.title)}</h1><p>发布时间：{drafted.published}</p>"
        f"<img src='http://evil.example/logo.png' alt='徽标'><div id='zoom'>{body_html(drafted)}</div>{extra}"
        "<iframe src='http://evil.example/'></iframe></body></html>"
    ).encode()


def keep(store: Store, body: bytes, url: str, seen_at: str = "2024-02-01T00:00:00.000+00:00", **changed: Any) -> int:
    """Archive a page, read it, store what was read; `changed` replaces columns of the report."""
    reading = read_document(body, url=url, content_type="text/html; charset=utf-8")
    assert reading.report.is_report, reading.report.reason
    capture = store.save_capture(
        url, body, http_status=200, content_type="text/html; charset=utf-8", fetched_at=seen_at
    )
    report: Report = replace(reading.report, **changed)
    return store.save_report(report, capture_id=capture, seen_at=seen_at).report_id


def fill(path: Path) -> Mapping[str, int]:
    """A database with an agency of five years (2021 is missing, 2022 does not add up and was revised), a bureau, a
    hostile report, and gaps; returns numbers of reports by name."""
    found = {}
    with Store.open(path) as store:
        store.load_registry(load_registry())
        run = store.start_run("crawl")
        slip = {2022: {"slip": "applications.new_requests.total"}}
        for drafted in draft_years(TAISHAN, (2018, 2019, 2020, 2022, 2023), slip):
            found[f"{drafted.year}"] = keep(store, page_of(drafted), f"{HOST}/nb/{drafted.year}.html")
        (later,) = draft_years(TAISHAN, (2022,), {2022: {"slip": "applications.new_requests.total", "revised": True,
                                                          "revised_in": 1}})  # fmt: skip
        found["2022v2"] = keep(store, page_of(later), f"{HOST}/nb/2022.html", "2025-02-01T00:00:00.000+00:00")
        (bureau,) = draft_years(BUREAU, (2023,), {2023: {"published": "2024-06-03"}})
        found["bureau"] = keep(store, page_of(bureau), f"{HOST}/jyj/2023.html")
        found["hostile"] = _hostile(store, BUREAU)
        store.connection.execute("INSERT INTO sites (site_id, division_code) VALUES ('4407810001', '440781')")
        store.expect(["4407810001"], (2020, 2023), run)
        store.set_gaps("4407810001", [Gap(2021, "not_published", "read to its end")], (2020, 2023), run)
        copied = Check("Q09", "prose", "warning", "fail", "source", message="the share of equal sentences is high")
        store.save_cross_checks({found["bureau"]: [copied]})
        store.finish_run(run)
    return found


MARKUP = '<script>alert("t")</script><img src=x onerror=alert(1)>\u202egnp.exe'


def _hostile(store: Store, agency: Agency) -> int:
    """A report whose title, agency and cells are markup, right-to-left marks and a text of a megabyte."""
    (drafted,) = draft_years(agency, (2022,), {})
    body = page_of(drafted, extra="<p>javascript:alert(1)</p>")
    reading = read_document(body, url=f"{HOST}/jyj/2022.html")
    facts = list(reading.report.facts)
    facts[0] = replace(facts[0], raw=MARKUP, state="text", value=None)
    facts[1] = replace(facts[1], raw="9" * 1_000_000, state="text", value=None)
    return keep(store, body, f"{HOST}/jyj/2022.html", agency=f"台山市{MARKUP}局/下", title=MARKUP, facts=tuple(facts))
