"""A comparison as one self-contained page: no script, no request, every text of a report escaped."""

from collections.abc import Iterator
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from harvester.jobs.labels import subject_label
from harvester.report.compare import marked

if TYPE_CHECKING:
    from harvester.jobs.comparing import Diff, Side
    from harvester.report.compare import CellChange, Comparison, SentenceChange

STYLE = """
body { font: 16px/1.6 system-ui, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; max-width: 70rem;
  margin: 2rem auto; padding: 0 1rem; color: #222; background: #fff }
h1 { font-size: 1.4rem } h2 { font-size: 1.15rem; margin-top: 2rem } h3 { font-size: 1rem; color: #555 }
table { border-collapse: collapse } th, td { border: 1px solid #ccc; padding: .2rem .6rem; text-align: left }
td.number { text-align: right; font-variant-numeric: tabular-nums } th { background: #f4f4f4 }
p { margin: .3rem 0; overflow-wrap: anywhere }
del { background: #ffe0e0; color: #8a1111 } ins { background: #ddf5dd; color: #0b5a0b; text-decoration: none }
small, .same, .year { color: #888 } .moved::before { content: "⇅ "; color: #06c } details { margin: .5rem 0 }
@media (prefers-color-scheme: dark) {
  body { background: #181818; color: #ddd } th { background: #262626 } th, td { border-color: #444 }
  del { background: #4a1515; color: #ffb3b3 } ins { background: #123d12; color: #b6efb6 } h3 { color: #aaa }
}
"""
KINDS = {
    "same": "unchanged", "year": "only the year changed", "numbers": "numbers changed", "reworded": "reworded",
    "moved": "moved", "added": "new", "removed": "gone",
}  # fmt: skip


def diff_page(diff: "Diff") -> str:
    """The whole page as HTML."""
    title = escape(f"{diff.before.name} / {diff.after.name}")
    body = "\n".join((
        f"<h1>{title}</h1>", *_heads(diff), "<h2>Tables</h2>", *_tables(diff.comparison),
        "<h2>Prose</h2>", *_prose(diff.comparison),
    ))  # fmt: skip
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        '<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _heads(diff: "Diff") -> Iterator[str]:
    for name, side in (("before", diff.before), ("after", diff.after)):
        yield f"<p>{name}: {escape(side.name)}{_source(side)}</p>"


def _source(side: "Side") -> str:
    facts = (side.report.title, side.report.published, side.report.url)
    return "".join(f" · {escape(fact)}" for fact in facts if fact)


def _tables(found: "Comparison") -> Iterator[str]:
    yield f"<p>{len(found.cells)} cells differ, {found.same_cells} do not.</p>"
    for name, cells in groupby(found.cells, key=lambda cell: cell.table_key):
        yield f"<h3>{escape(name)}</h3>\n<table><tr><th>row</th><th>column</th><th>before</th><th>after</th></tr>"
        yield from map(_row, cells)
        yield "</table>"


def _row(cell: "CellChange") -> str:
    before, after = _cell(cell.before_raw, "del"), _cell(cell.after_raw, "ins")
    row = _named(cell.row_key, f"{cell.table_key}.{cell.row_key}.*")
    column = _named(cell.column_key, f"{cell.table_key}.*.{cell.column_key}")
    return f"<tr><td>{row}</td><td>{column}</td>{before}{after}</tr>"


def _named(key: str, subject: str) -> str:
    """A row or a column as it is printed, with its key."""
    label = subject_label(subject)
    return f"{escape(label)} <small>{escape(key)}</small>" if label else escape(key)


def _cell(raw: str | None, tag: str) -> str:
    text = "" if raw is None else f"<{tag}>{escape(raw) or '(blank)'}</{tag}>"
    return f'<td class="number">{text}</td>'


def _prose(found: "Comparison") -> Iterator[str]:
    yield f"<p>{', '.join(f'{number} {KINDS[kind]}' for kind, number in found.counts.items()) or 'no sentence'}.</p>"
    for section, sentences in groupby(found.sentences, key=lambda item: item.section):
        yield f"<h3>{escape(section)}</h3>"
        for is_quiet, group in groupby(sentences, key=lambda item: item.kind in ("same", "year")):
            lines = [_sentence(item) for item in group]
            if is_quiet:
                yield f"<details><summary>{len(lines)} unchanged</summary>"
            yield from lines
            if is_quiet:
                yield "</details>"


def _sentence(item: "SentenceChange") -> str:
    if item.before is None or item.after is None:
        tag = "ins" if item.before is None else "del"
        return f"<p><{tag}>{escape(item.after or item.before or '')}</{tag}></p>"
    tags = {"-": ("<del>", "</del>"), "+": ("<ins>", "</ins>"), "=": ("", "")}
    parts = (f"{tags[sign][0]}{escape(text)}{tags[sign][1]}" for sign, text in marked(item.before, item.after))
    return f'<p class="{item.kind}">{"".join(parts)}</p>'
