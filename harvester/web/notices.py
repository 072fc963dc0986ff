"""A correction notice for one agency: which cell, which rule, what was found, what is expected; as HTML and DOCX."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby

from harvester.errors import HarvestError
from harvester.page.inert import straight
from harvester.report.formats import CellRef, load_formats
from harvester.store.connection import Row
from harvester.web.drawing import MISSING
from harvester.web.labels import cell_name, rule_name, rule_text
from harvester.web.messages import Words

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Finding:
    """One line of a notice."""

    where: str
    rule: str
    found: str
    expected: str


@dataclass(frozen=True)
class Notice:
    """A notice before it is written."""

    report: Row
    findings: tuple[Finding, ...]


def notices(contradictions: Iterable[Row], words: Words) -> Iterator[Notice]:
    """One notice for each report that has contradictions of its own; they come sorted by report."""
    for _, rows in groupby(contradictions, key=lambda row: row["report_id"]):
        listed = list(rows)
        yield Notice(listed[0]["report"], tuple(_finding(row, words) for row in listed))


def _finding(row: Row, words: Words) -> Finding:
    rule = rule_text(row["rule"], words.language) or rule_name(row["rule"], words)
    text = rule if words.language == "zh" and rule_text(row["rule"], "zh") else f"{rule} ({row['message']})"
    return Finding(where(row, words), text, row["actual"] or "", (row["expected"] or "").removeprefix("= "))


def where(row: Row, words: Words) -> str:
    """The cells that a failed check concerns, by their printed names; its subject where it names none.

    >>> where({"rule": "", "subject": "applications.granted.total"}, Words("zh"))
    '（一）予以公开 · 总计'
    """
    subject = row["subject"].partition(" ")[0]
    parts = subject.split(".")
    if len(parts) != 3:
        return str(row["subject"])
    if "*" not in parts:
        return str(cell_name(CellRef(*parts), words))
    names = (
        e.cells for form in load_formats() for e in form.equations if (e.rule, e.subject) == (row["rule"], subject)
    )
    cells = next(names, frozenset())
    known = cell_name(CellRef(*parts)._replace(**_first(cells, parts)), words)
    return known.column if parts[1] == "*" else known.row


def _first(cells: Iterable[CellRef], parts: list[str]) -> dict[str, str]:
    """The keys of any cell of the rule in place of the asterisks of its subject."""
    cell = min(cells, default=None)
    return {name: getattr(cell, name) for name, part in zip(("table", "row", "column"), parts, strict=True)
            if cell and part == "*"}  # fmt: skip


def notice_docx(notice: Notice, words: Words) -> bytes:
    """The notice as a Word file.

    Raises:
        HarvestError: python-docx is not installed.
    """
    try:
        from docx import Document
    except ImportError as error:
        raise HarvestError(MISSING) from error
    document = Document()
    document.add_heading(words("notice_title"), level=1)
    for line in opening(notice, words):
        document.add_paragraph(_plain(line))
    table = document.add_table(rows=1, cols=4, style="Table Grid")
    for cell, head in zip(table.rows[0].cells, heads(words), strict=True):
        cell.text = head
    for finding in notice.findings:
        for cell, text in zip(table.add_row().cells, (finding.where, finding.rule, finding.found, finding.expected),
                              strict=True):  # fmt: skip
            cell.text = _plain(text)
    document.add_paragraph()
    document.add_paragraph(words("notice_end"))
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def opening(notice: Notice, words: Words) -> tuple[str, ...]:
    """The lines above the table."""
    report = notice.report
    return (
        words("notice_to", agency=report["agency"]),
        words("notice_about", title=report["title"] or report["year"], count=len(notice.findings)),
        words("notice_source", url=report["url"] or words("unknown")),
    )


def heads(words: Words) -> tuple[str, str, str, str]:
    """The heads of the table."""
    return (words("cell"), words("rule"), words("found"), words("expected"))


def _plain(text: str) -> str:
    """A text without characters that XML has no place for, and without turns of direction."""
    return straight(_NO_XML.sub("", text))
