"""What is true of the sample web, as data: written from the same figures as the pages, never read from them."""

import json
from pathlib import Path
from typing import Any

from harvester.sample.model import Report, Site
from harvester.sample.web import Web, build

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample"
SITES_FILE = SAMPLE / "sites.csv"
TRUTH_FILE = SAMPLE / "truth.json"
HEADER = ("site_id", "name", "domain", "home_url", "division_code", "level", "disclosure_url")
YEARS = range(2008, 2026)


def _report(site: Site, report: Report) -> dict[str, Any]:
    sections = [[part.level, part.kind, part.heading] for part in report.document.parts]
    return {
        "agency": report.agency.name, "agency_type": report.agency.type, "division_code": report.agency.code,
        "site_id": site.site_id, "year": report.year, "version": report.version, "title": report.title,
        "published": report.published, "format": report.format, "reachable_by": report.reach, "reason": report.reason,
        "damage": report.damage, "carrier": report.carrier, "traps": sorted(report.traps),
        "urls": [list(url) for url in report.urls],
        "sections": sections, "figures": [list(figure) for figure in report.document.figures],
        "slips": list(report.slips), "cells": {ref: list(cell) for ref, cell in report.cells.items()},
    }  # fmt: skip


def _gaps(site: Site) -> dict[str, str]:
    """Reasons by year; years whose reason depends on the means (a browser, a reader of files) are left out."""
    if not site.gap:
        return {}
    here = [article for article in site.articles() if article.report]
    found = {article.report.year for article in here if article.report and article.report.reach in ("plain", "json")}
    pictures = {report.year: report.reason for report in site.reports if report.reason == "unreadable"}
    unsure = {report.year for report in site.reports if report.reach in ("documents", "javascript")}
    if "dead_link" in site.features:
        unsure.add(2009)
    return {str(year): pictures.get(year, site.gap) for year in YEARS if year not in found and year not in unsure}


def truth(web: Web | None = None) -> dict[str, Any]:
    """Sites with the reasons of their gaps, reports with every cell and figure, and the pages that are no reports."""
    web = web or build()
    return {
        "note": "Invented data of the sample web; no real government said any of this.",
        "sites": [
            {"site_id": site.site_id, "host": site.host, "name": site.name, "family": site.family,
             "division_code": site.place.code, "gaps": _gaps(site)}
            for site in web.sites
        ],
        "reports": [_report(site, report) for site in web.sites for report in site.reports],
        "others": sum(1 for _, article in web.pages() if article.report is None),
    }  # fmt: skip


def site_rows(web: Web | None = None) -> list[dict[str, str]]:
    """The site list of the sample in the columns of the contract."""
    web = web or build()
    return [
        {"site_id": site.site_id, "name": site.name, "domain": site.host, "home_url": site.url,
         "division_code": site.place.code, "level": site.place.level, "disclosure_url": ""}
        for site in web.sites
    ]  # fmt: skip


def _csv(rows: list[dict[str, str]]) -> str:
    lines = [",".join(HEADER), *(",".join(row[name] for name in HEADER) for row in rows)]
    return "\n".join(lines) + "\n"


def render_files(web: Web | None = None) -> dict[Path, str]:
    """The committed files of `data/sample` and what they must hold."""
    web = web or build()
    data = truth(web)
    reports = ",\n".join(json.dumps(report, ensure_ascii=False, separators=(",", ":")) for report in data["reports"])
    head = {key: value for key, value in data.items() if key != "reports"}
    text = json.dumps(head, ensure_ascii=False, indent=1)[:-2] + ',\n "reports": [\n' + reports + "\n]}\n"
    return {SITES_FILE: _csv(site_rows(web)), TRUTH_FILE: text}


def write_files() -> None:
    """Write the files of `data/sample` anew: `python -m harvester.sample`."""
    SAMPLE.mkdir(parents=True, exist_ok=True)
    for path, text in render_files().items():
        path.write_text(text, encoding="utf-8", newline="\n")
