"""The codebook, in English and Chinese, as Markdown, HTML and CSV: what every table, column, cell and value means."""

import html
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import NamedTuple

from harvester.exports import csv
from harvester.exports._model import Column, Table


@dataclass(frozen=True, slots=True)
class Entry:
    """What is said of one thing; the fields are the columns of the codebook."""

    part: str
    """column, cell (of `facts`), indicator (of `figures`), value (of a closed list)."""
    table: str
    name: str
    stata_name: str = ""
    label_zh: str = ""
    label_en: str = ""
    meaning_zh: str = ""
    meaning_en: str = ""
    type: str = ""
    unit: str = ""
    formats: str = ""
    legal_basis: str = ""
    comparability: str = ""
    missing: str = ""


class Note(NamedTuple):
    """A paragraph, or a list when there is more than one line, in both languages."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Codebook:
    """Everything that the codebook says."""

    title: str
    notes: tuple[Note, ...]
    tables: tuple[tuple[str, str], ...]
    """Name and meaning of each table."""
    entries: tuple[Entry, ...]


HEADS = {
    "name": "name 名称", "stata_name": "Stata", "label_zh": "标签", "label_en": "label", "meaning_zh": "含义",
    "meaning_en": "meaning", "type": "type 类型", "unit": "unit 单位", "formats": "formats 格式",
    "legal_basis": "legal basis 法律依据", "comparability": "comparability 可比性", "missing": "missing 缺失",
}  # fmt: skip
PARTS = {
    "column": "Columns 列",
    "cell": "Cells of the statutory tables 法定表格单元格 (`facts`)",
    "indicator": "Indicators in prose 文中指标 (`figures`)",
    "value": "Values of closed lists 取值",
}


def write_codebook(folder: Path, book: Codebook) -> list[Path]:
    """Write `codebook.md`, `codebook.html` and `codebook.csv`; returns their paths."""
    texts = {"codebook.md": "\n".join(_markdown(book)), "codebook.html": "\n".join(_html(book))}
    for name, text in texts.items():
        (folder / name).write_text(f"{text}\n", encoding="utf-8", newline="\n")
    names = [field.name for field in fields(Entry)]
    table = Table("codebook", tuple(Column(name, "text") for name in names))
    writer = csv.CsvWriter(folder / "codebook.csv", table)
    writer.write([tuple(getattr(entry, name) for name in names) for entry in book.entries])
    writer.close()
    return [folder / name for name in (*texts, "codebook.csv")]


def _groups(book: Codebook) -> Iterator[tuple[str, str, list[Entry], list[str]]]:
    """Part, heading, entries, and the fields that are not empty in all of them."""
    for part in PARTS:
        names = dict.fromkeys(entry.table for entry in book.entries if entry.part == part)
        for table in names:
            entries = [entry for entry in book.entries if entry.part == part and entry.table == table]
            shown = [name for name in HEADS if any(getattr(entry, name) for entry in entries)]
            title = dict(book.tables).get(table, "")
            yield part, f"{table}{f': {title}' if title and part == 'column' else ''}", entries, shown


def _markdown(book: Codebook) -> Iterator[str]:
    yield f"# {book.title}\n"
    for note in book.notes:
        yield f"## {note.title}\n"
        mark = "- " if len(note.lines) > 1 else ""
        yield "\n".join(f"{mark}{line}" for line in note.lines) + "\n"
    last = ""
    for part, heading, entries, shown in _groups(book):
        if part != last:
            yield f"## {PARTS[part]}\n"
            last = part
        yield f"### {heading}\n"
        yield f"| {' | '.join(HEADS[name] for name in shown)} |\n|{'---|' * len(shown)}"
        for entry in entries:
            yield f"| {' | '.join(_cell(getattr(entry, name)) for name in shown)} |"
        yield ""


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")


_STYLE = """body{font:15px/1.5 system-ui,"Noto Sans CJK SC",sans-serif;margin:2rem auto;max-width:80rem;padding:0 1rem}
table{border-collapse:collapse;margin:.5rem 0 1.5rem;font-size:13px}
th,td{border:1px solid #bbb;padding:.25rem .5rem;text-align:left;vertical-align:top}th{background:#eee}
.scroll{overflow-x:auto}code{background:#eee}@media print{body{max-width:none}}"""


def _html(book: Codebook) -> Iterator[str]:
    yield "<!doctype html>"
    yield f'<html lang="en"><head><meta charset="utf-8"><title>{_escaped(book.title)}</title>'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<style>{_STYLE}</style></head><body><h1>{_escaped(book.title)}</h1>"
    for note in book.notes:
        yield f"<h2>{_escaped(note.title)}</h2>"
        if len(note.lines) == 1:
            yield f"<p>{_escaped(note.lines[0])}</p>"
        else:
            yield "<ul>" + "".join(f"<li>{_escaped(line)}</li>" for line in note.lines) + "</ul>"
    last = ""
    for part, heading, entries, shown in _groups(book):
        if part != last:
            yield f"<h2>{_escaped(PARTS[part])}</h2>"
            last = part
        yield f'<h3 id="{part}-{_escaped(entries[0].table)}">{_escaped(heading)}</h3><div class="scroll"><table>'
        yield (
            "<thead><tr>"
            + "".join(f'<th scope="col">{_escaped(HEADS[name])}</th>' for name in shown)
            + "</tr></thead><tbody>"
        )
        for entry in entries:
            yield "<tr>" + "".join(f"<td>{_escaped(getattr(entry, name))}</td>" for name in shown) + "</tr>"
        yield "</tbody></table></div>"
    yield "</body></html>"


def _escaped(text: str) -> str:
    return html.escape(text)
