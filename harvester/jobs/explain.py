"""Tells how a reading came about, step by step, as data: what was believed, mended, removed, recognized, and why."""

from collections import Counter
from dataclasses import asdict, is_dataclass
from typing import Any

from harvester.jobs.inspect import scored_links
from harvester.page.model import Metadata, Page
from harvester.process import Reading

MOST_LINKS = 20
FIELDS = ("title", "published", "source", "site_name", "site_id", "column")


def explain(reading: Reading) -> dict[str, Any]:
    """One entry for each stage, in the order in which they ran; plain values that JSON can hold."""
    report = reading.report
    return {
        "decode": {"encoding": reading.page.encoding, "claims": plain(reading.page.claims)},
        "repair": {"changes": plain(reading.page.changes), "unresolved": list(reading.page.unresolved)},
        "body": _body(reading.page),
        "metadata": _metadata(reading.page.metadata),
        "sections": [
            {"level": item.level, "kind": item.kind, "heading": item.heading, "characters": len(item.text)}
            for item in reading.sections
        ],
        "tables": _tables(reading),
        "identity": plain(reading.identity),
        "figures": dict(Counter(item.key for item in report.figures)),
        "checks": {
            "counts": dict(Counter(item.status for item in report.checks)),
            "failed": plain([item for item in report.checks if item.status == "fail"]),
        },
        "links": _links(reading.page),
        "verdict": {"is_report": report.is_report, "reason": report.reason, "quality": report.quality},
    }


def _body(page: Page) -> dict[str, Any]:
    kinds = Counter(block.kind for block in page.blocks)
    return {"source": page.body_source, "kind": page.kind, "blocks": dict(kinds), "removed": list(page.removed)}


def _links(page: Page) -> list[dict[str, Any]]:
    """The links that a crawl would follow first, with what speaks for each and against it."""
    return [plain(link) for link in scored_links(page, page.url or "")[:MOST_LINKS]]


def _metadata(metadata: Metadata) -> dict[str, Any]:
    fields = {name: plain(getattr(metadata, name)) for name in FIELDS}
    return {name: found for name, found in fields.items() if found} | {"breadcrumb": list(metadata.breadcrumb)}


def _tables(reading: Reading) -> dict[str, Any]:
    facts = Counter((item.table_key, item.method, item.state) for item in reading.tables.facts)
    return {
        "format": reading.tables.format,
        "cells": [
            {"table": table, "method": method, "state": state, "count": number}
            for (table, method, state), number in sorted(facts.items())
        ],
        "findings": plain(reading.tables.findings),
    }


def plain(value: Any) -> Any:
    """A value of the model as lists and dictionaries.

    >>> from harvester.text.trace import Change
    >>> plain((Change("unify_spaces", 2),))
    [{'step': 'unify_spaces', 'places': 2, 'detail': ''}]
    """
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return plain(value._asdict())
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    return value
