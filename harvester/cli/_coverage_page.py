"""Coverage as one self-contained page: a row for each site and its place, a column for each year, gaps with reasons."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from harvester.jobs.coverage import Coverage

Late = Mapping[tuple[str | None, int], int]
"""Days after the legal date, by site and year."""
STYLE = """
body { font: 15px/1.5 system-ui, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; margin: 1.5rem; color: #222;
  background: #fff }
h1 { font-size: 1.3rem } h2 { font-size: 1.1rem; margin-top: 1.5rem }
table { border-collapse: collapse } th, td { border: 1px solid #ddd; padding: .15rem .45rem; text-align: center }
th { background: #f4f4f4; position: sticky; top: 0 } th[scope=row], td.name { text-align: left; position: static }
td.found { background: #dff2df } td.late { background: #fdf3cf } td.archived { background: #dbe9fb }
td.not_due, td.not_crawled { color: #888 } td.not_published { background: #eee }
td.no_column, td.budget { background: #fbe7d2 }
td.blocked, td.unreachable, td.gone, td.unreadable { background: #f9d9d9 }
.fall { color: #a11 } .key td { text-align: left }
@media (prefers-color-scheme: dark) {
  body { background: #181818; color: #ddd } th { background: #262626 } th, td { border-color: #444 }
  td.found, td.late, td.archived, td.not_published, td.no_column, td.budget, td.blocked, td.unreachable, td.gone,
  td.unreadable { color: #111 } .fall { color: #f99 }
}
"""
CODES = {
    "not_due": ("–", "not due yet"),
    "not_published": ("np", "the column was read to its end and the year is not there"),
    "no_column": ("nc", "the site was searched and no report column found"),
    "blocked": ("bl", "challenge page, refusal, or robots.txt"),
    "unreachable": ("un", "no answer"),
    "gone": ("go", "known earlier, gone now"),
    "unreadable": ("ur", "found, but only as a picture, or broken"),
    "budget": ("bu", "the limit of requests was reached first"),
    "not_crawled": ("?", "not crawled yet"),
}
"""Sign and meaning of each reason code."""


def coverage_page(found: "Coverage") -> str:
    """The whole page as HTML."""
    years = sorted({row["year"] for row in found.rows})
    late = {(item.site_id, item.year): item.days for item in found.late}
    sites = "\n".join(_site(rows, years, late, found.places) for rows in found.sites.values())
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    head = "".join(f"<th>{year}</th>" for year in years)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Coverage</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>Coverage</h1>\n{_summary(found)}\n"
        f"<table>\n<thead><tr><th>place</th><th>site</th>{head}</tr></thead>\n<tbody>\n{sites}\n</tbody>\n"
        f"<tfoot>{_totals(found, years)}</tfoot>\n</table>\n{_key()}\n</body>\n</html>\n"
    )


def _summary(found: "Coverage") -> str:
    have = sum(row["status"] == "found" for row in found.rows)
    lines = [f"<p>{have} of {len(found.rows)} site years found; {len(found.silent)} sites without any report.</p>"]
    lines += [
        f'<p class="fall">{escape(fall.name or fall.site_id)}: {fall.before} reports before, {fall.now} now.</p>'
        for fall in found.falls
    ]
    return "\n".join(lines)


def _site(
    rows: Sequence[Mapping[str, Any]], years: Sequence[int], late: Late, places: Mapping[str | None, str]
) -> str:
    first, by_year = rows[0], {row["year"]: row for row in rows}
    cells = "".join(_cell(by_year.get(year), late) for year in years)
    place = escape(places.get(first["division_code"], first["division_code"] or ""))
    name = escape(first["name"] or first["site_id"])
    return f'<tr><th scope="row">{place}</th><td class="name">{name}</td>{cells}</tr>'


def _cell(row: Mapping[str, Any] | None, late: Late) -> str:
    if row is None:
        return "<td></td>"
    if row["status"] != "found":
        sign, meaning = CODES[row["reason"]]
        title = f"{row['reason']}: {row['detail'] or meaning}"
        return f'<td class="{row["reason"]}" title="{escape(title)}">{sign}</td>'
    days = late.get((row["site_id"], row["year"]))
    kind = "archived" if row["archived"] else "late" if days else "found"
    notes = {"archived": "only in a web archive", "late": f"{days} days late", "found": ""}
    title = ", ".join(filter(None, (f"published {row['published'] or 'at an unknown date'}", notes[kind])))
    return f'<td class="{kind}" title="{escape(title)}">{row["reports"]}</td>'


def _totals(found: "Coverage", years: Sequence[int]) -> str:
    counts = {year: sum(row["status"] == "found" for row in found.rows if row["year"] == year) for year in years}
    cells = "".join(f"<td>{counts[year]}</td>" for year in years)
    return f'<tr><th scope="row">all</th><td class="name">sites with a report</td>{cells}</tr>'


def _key() -> str:
    marks = [
        ("found", "3", "reports found"), ("late", "3", "the latest of them came after its legal date"),
        ("archived", "3", "found in a web archive only"), *((code, *told) for code, told in CODES.items()),
    ]  # fmt: skip
    rows = "".join(f'<tr><td class="{code}">{sign}</td><td>{code}: {text}</td></tr>' for code, sign, text in marks)
    return f'<h2>Key</h2>\n<table class="key">{rows}</table>'
