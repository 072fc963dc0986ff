"""The list of current reports by place, year and kind of agency, a page at a time."""

from functools import partial
from urllib.parse import urlencode

from harvester.web.ask import Answer, Ask, Route

SIZE = 100
TYPES = ("government", "office", "department", "township", "subdistrict", "other")


def read(ask: Ask) -> Answer:
    """One page of the list."""
    chosen = {name: ask.query[name] for name in ("place", "year", "type") if ask.query.get(name)}
    page = max(1, ask.number("page", 1))
    where, values = conditions(ask)
    rows = ask.store.connection.rows(
        "SELECT r.report_id, r.agency, r.agency_type, r.division_code, r.year, r.published, r.format, r.quality, "
        f"d.full_name AS place FROM reports AS r LEFT JOIN divisions AS d ON d.code = r.division_code WHERE {where} "
        "ORDER BY r.division_code, r.agency, r.year DESC LIMIT ? OFFSET ?",
        (*values, SIZE + 1, (page - 1) * SIZE),
    )
    return Answer("reports.html", {
        "rows": rows[:SIZE], "page": page, "more": len(rows) > SIZE, "types": TYPES,
        "address": partial(address, "/reports", chosen), "provinces": provinces(ask), "chosen": chosen,
    })  # fmt: skip


def conditions(ask: Ask) -> tuple[str, list[object]]:
    """What `place`, `year` and `type` of the query ask of the rows of `reports AS r`."""
    parts, values = ["r.is_current = 1"], list[object]()
    place = ask.query.get("place", "")
    if place == "none":
        parts.append("r.division_code IS NULL")
    elif place.isascii() and place.isdigit() and len(place) <= 6:
        parts.append("r.division_code BETWEEN ? AND ?")
        values += [place.ljust(6, "0"), place.ljust(6, "9")]
    if year := ask.number("year"):
        parts.append("r.year = ?")
        values.append(year)
    if ask.query.get("type") in TYPES:
        parts.append("r.agency_type = ?")
        values.append(ask.query["type"])
    return " AND ".join(parts), values


def provinces(ask: Ask) -> list[tuple[str, str]]:
    """First two digits and name of every province, for the form."""
    rows = ask.store.connection.rows("SELECT code, name FROM divisions WHERE level = 'province' ORDER BY code")
    return [(row["code"][:2], row["name"]) for row in rows]


def address(path: str, chosen: dict[str, str], page: int) -> str:
    """The address of another page of the same list."""
    return f"{path}?{urlencode(chosen | {'page': str(page)})}"


ROUTE = Route(r"^/reports$", read)
