"""How a crawl is told: one line while it runs, a table when it is over."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from harvester.cli._output import counted, table

if TYPE_CHECKING:
    from harvester.run.crawl import CrawlResult, SiteResult

SITES_SHOWN = 200
SILENT_SHOWN = 12


def progress_line(counts: Mapping[str, int], sites: int) -> str:
    """Where the crawl stands."""
    reports = sum(counts.get(f"reports {outcome}", 0) for outcome in ("new", "changed", "unchanged"))
    parts = [
        f"{counts.get('sites done', 0)} of {sites} sites",
        counted(counts.get("requests", 0), "request"),
        counted(reports, "report"),
        f"{counts.get('reports new', 0)} new",
    ]
    if changed := counts.get("reports changed", 0):
        parts.append(f"{changed} changed")
    if failures := counts.get("failures", 0):
        parts.append(counted(failures, "failure"))
    return ", ".join(parts)


def closing_lines(result: "CrawlResult") -> Iterator[str]:
    """The closing table: what each site gave, then all together, then the gaps with their reasons."""
    heads = ("site", "status", "requests", "reports", "gaps with reasons")
    yield table(heads, [_site_row(site) for site in result.sites[:SITES_SHOWN]])
    if len(result.sites) > SITES_SHOWN:
        yield f"... and {len(result.sites) - SITES_SHOWN} more sites; see harvester coverage"
    yield (
        f"\n{counted(len(result.sites), 'site')}, {counted(result.requests, 'request')}, "
        f"{counted(result.found, 'report')} found: {result.new} new, {result.changed} changed."
    )
    if result.gaps:
        yield f"Gaps (site years): {_reasons(result.gaps)}."
    silent = [site.name or site.site_id for site in result.sites if not (site.reports or site.before)]
    if silent:
        more = f" and {len(silent) - SILENT_SHOWN} more" if len(silent) > SILENT_SHOWN else ""
        yield f"No report at all from {counted(len(silent), 'site')}: {', '.join(silent[:SILENT_SHOWN])}{more}."
    for site in result.sites:
        if site.needs_person:
            before = counted(site.before, "report")
            now = f"{site.reports or 'none'} now"
            yield f"Look at {site.name or site.site_id} ({site.home_url}): it gave {before} before and {now}."


def _site_row(site: "SiteResult") -> tuple[object, ...]:
    return site.name or site.site_id, site.status, site.requests, site.reports, _reasons(site.gaps)


def _reasons(gaps: Mapping[str, int]) -> str:
    return ", ".join(f"{reason} {number}" for reason, number in sorted(gaps.items(), key=lambda item: -item[1]))
