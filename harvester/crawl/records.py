"""Leads as JSON, for the ledger: what is known of a request survives the process that learned it."""

import hashlib
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from harvester.crawl.model import Ask, Lead
from harvester.crawl.urls import page_key

_NAMES = tuple(item.name for item in fields(Lead))
ARCHIVE = "archive"
"""In the memo of a request: it is made to the web archive, not to the site."""
AGAIN = "again"
"""In the memo of a request: its page has redirected to itself so many times (http to https, to `www.`, a cookie)."""


def lead_key(lead: Lead) -> str:
    """Fingerprint of a request: two spellings of one page have the same; rendered and archived pages have their own.

    So has a page that redirects to another spelling of itself.
    """
    ask = lead.ask
    again = f"again {ask.note[AGAIN]}" if AGAIN in ask.note else ""
    key = f"{page_key(ask.url, ask.method, ask.body)} {'rendered' if 'render' in ask.note else ''}{again}"
    key += " archived" if ARCHIVE in ask.note else ""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def as_first_asked(lead: Lead) -> Lead:
    """The lead as it was before its page redirected to itself: so a later run asks for it."""
    if AGAIN not in lead.ask.note:
        return lead
    memo = tuple(pair for pair in lead.ask.memo if pair[0] != AGAIN)
    return replace(lead, ask=lead.ask._replace(memo=memo), hops=0)


def lead_to_json(lead: Lead) -> dict[str, Any]:
    """What JSON keeps of a lead; `lead_from_json` gives the same lead again."""
    known = ((name, getattr(lead, name)) for name in _NAMES)
    return {name: value for name, value in known if value not in (None, "", (), 0)} | {"ask": lead.ask._asdict()}


def lead_from_json(record: Mapping[str, Any]) -> Lead:
    """The lead that `lead_to_json` wrote."""
    values = dict(record)
    ask = dict(values.pop("ask"))
    ask["headers"] = tuple((name, value) for name, value in ask.get("headers", ()))
    ask["memo"] = tuple((name, value) for name, value in ask.get("memo", ()))
    values["reasons"] = tuple(values.get("reasons", ()))
    values.setdefault("score", 0.0)
    return Lead(ask=Ask(**ask), **values)
