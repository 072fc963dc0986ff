"""The statutory tables with consistent values, and what is done to them on purpose."""

import json
import random
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from tests.gold.model import Printed, Ref

TABLES = Path(__file__).resolve().parents[3] / "data" / "reference" / "tables.json"
PEOPLE = ("natural_person", "org_business", "org_research", "org_public_interest", "org_legal_service", "org_other")


class Box(NamedTuple):
    """A printed cell with its spans; `ref` for those that hold a value."""

    text: str
    rowspan: int = 1
    colspan: int = 1
    ref: Ref | None = None


Rows = list[list[Box]]
Values = dict[Ref, Printed]


@cache
def official(format_id: str) -> Mapping[str, Any]:
    """The reference entry of a generation."""
    entry: Mapping[str, Any] = json.loads(TABLES.read_text(encoding="utf-8"))["formats"][format_id]
    return entry


def _ref(text: str) -> Ref:
    table, row, *column = text.split(".")
    return Ref(table, row, column[0] if column else "value")


def grid(format_id: str, layout: str, values: Mapping[Ref, Printed]) -> Rows:
    """The official grid with the values in it."""
    rows = official(format_id)["layouts"][layout]["grid"]
    return [[_box(cell, values) for cell in row] for row in rows]


def _box(cell: Mapping[str, Any], values: Mapping[Ref, Printed]) -> Box:
    if cell["role"] != "value":
        return Box(cell["text"], cell["rowspan"], cell["colspan"])
    ref = _ref(cell["ref"])
    return Box(values[ref].raw if ref in values else "", cell["rowspan"], cell["colspan"], ref)


def refs(format_id: str, layout: str) -> list[Ref]:
    """The cells of a layout in reading order."""
    rows = official(format_id)["layouts"][layout]["grid"]
    return [_ref(cell["ref"]) for row in rows for cell in row if cell["role"] == "value"]


def number(value: float, raw: str | None = None) -> Printed:
    """A cell that shows a number."""
    return Printed(str(value) if raw is None else raw, value, "numeric" if value else "zero")


TABLE_OF_LAYOUT = {"section2": "proactive", "section3": "applications", "section4": "disputes"}
BLANK = Printed("", None, "blank")


def fill(format_id: str, rng: random.Random, *, rules: bool) -> Values:
    """Values for all tables of a generation that satisfy every identity. `rules`: the organ may make 规章."""
    if format_id == "2008":
        return _statistics(rng)
    most = rng.choice((3, 30, 700))
    values = _applications(format_id, rng, most) | _disputes(format_id, rng, most)
    for ref in refs(format_id, "section2"):
        values[ref] = _section2(ref, rng, rules)
    _in_order(values)
    return values


def _in_order(values: Values) -> None:
    """What is in force or public at the end is no less than what came in the year."""
    for row in ("rules", "normative_documents"):
        for parts, whole in ((("issued_this_year",), "in_force"), (("disclosed_this_year",), "disclosed_total")):
            ref = Ref("art20_1", row, whole)
            if ref in values:
                least = sum(int(values[Ref("art20_1", row, part)].value or 0) for part in parts)
                values[ref] = number(max(least, int(values[ref].value or 0)))


def _section2(ref: Ref, rng: random.Random, rules: bool) -> Printed:
    if ref.row == "rules" and not rules:
        return number(0)
    if ref.column in {"fee_amount_wan", "procurement_amount"}:
        amount = round(rng.randint(0, 90000) / 100, 2)
        return number(amount, f"{amount:.2f}" + ("万元" if ref.column == "procurement_amount" else ""))
    if ref.column == "items_change":
        change = rng.choice((0, 0, rng.randint(1, 9), -rng.randint(1, 9)))
        return number(change, f"{change:+d}" if change else "0")
    if ref.column == "items_previous_year":
        return number(rng.randint(20, 300))
    if ref.column == "decisions":
        return number(rng.choice((0, rng.randint(400, 9000))))
    return number(rng.randint(0, 60))


def _applications(format_id: str, rng: random.Random, most: int) -> Values:
    rows = dict.fromkeys(ref.row for ref in refs(format_id, "section3"))
    results = [row for row in rows if row not in {"new_requests", "carried_over", "total_handled", "carried_forward"}]
    count: dict[tuple[str, str], int] = {}
    for person in PEOPLE:
        busy = rng.choice((0.0, 0.15, 0.5)) if person != "natural_person" else rng.choice((0.3, 0.7))
        for row in results:
            count[row, person] = rng.randint(1, most) if rng.random() < busy else 0
        count["total_handled", person] = handled = sum(count[row, person] for row in results)
        count["carried_forward", person] = rng.choice((0, 0, rng.randint(0, most)))
        due = handled + count["carried_forward", person]
        count["carried_over", person] = min(due, rng.choice((0, 0, rng.randint(0, most))))
        count["new_requests", person] = due - count["carried_over", person]
    for row in rows:
        count[row, "total"] = sum(count[row, person] for person in PEOPLE)
    return {Ref("applications", *key): number(value) for key, value in count.items()}


def _disputes(format_id: str, rng: random.Random, most: int) -> Values:
    values: Values = {}
    for row in ("review", "suit_direct", "suit_after_review"):
        parts = {key: rng.choice((0, 0, rng.randint(1, 12))) for key in ("upheld", "corrected", "other", "pending")}
        for key, value in (*parts.items(), ("total", sum(parts.values()))):
            values[Ref("disputes", row, key)] = number(value)
    return values


SUMS = {
    "requests_received": ("received_in_person", "received_fax", "received_online", "received_letter"),
    "replies": ("reply_already_public", "reply_granted", "reply_partial", "reply_denied", "reply_not_this_organ",
                "reply_not_exist", "reply_needs_change", "reply_other_channel"),
    "reviews": ("reviews_upheld", "reviews_corrected", "reviews_other"),
    "suits": ("suits_upheld", "suits_corrected", "suits_other"),
    "staff": ("staff_full_time", "staff_part_time"),
}  # fmt: skip
DENIED = ("denied_state_secret", "denied_trade_secret", "denied_privacy", "denied_safety_stability",
          "denied_not_government_information", "denied_other_law")  # fmt: skip


def _statistics(rng: random.Random) -> Values:
    count: dict[str, float] = {ref.row: rng.randint(0, 40) for ref in refs("2008", "statistics")}
    channels = [f"channel_{key}" for key in ("gazette", "website", "weibo", "wechat", "other")]
    count |= {key: rng.randint(30, 4000) for key in channels}
    count["proactive_total"] = max(count[key] for key in channels)
    count["normative_documents_issued"] = rng.randint(5, 25)
    count["proactive_normative_documents"] = rng.randint(1, 5)
    for whole in ("press_conferences", "online_interviews"):
        count[f"{whole}_by_chief"] = min(count[f"{whole}_by_chief"], count[whole])
    count["reply_denied"] = sum(count[key] for key in DENIED)
    for total, parts in SUMS.items():
        count[total] = sum(count[part] for part in parts)
    short = count["replies"] - count["requests_received"]
    if short > 0:
        count["received_online"] += short
        count["requests_received"] += short
    count["requests_concluded"] = count["replies"]
    count["concluded_extended"] = min(count["concluded_extended"], count["replies"])
    count["concluded_on_time"] = count["requests_concluded"] - count["concluded_extended"]
    values = {ref: number(count[ref.row]) for ref in refs("2008", "statistics")}
    for key in ("fees_collected_wan", "special_funds_wan"):
        amount = round(rng.randint(0, 500) / 100, 2)
        values[Ref("statistics", key, "value")] = number(amount, f"{amount:g}")
    return values
