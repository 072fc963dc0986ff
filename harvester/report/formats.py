"""The three table formats as data: a typed, cached view of `data/reference/tables.json`."""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from harvester.errors import ReferenceRowError
from harvester.report.format_model import (
    CellRef,
    Comparison,
    CrossRule,
    Deadline,
    Equation,
    Formats,
    Layout,
    LayoutCell,
    Level,
    Match,
    QualityRule,
    ReportFormat,
    SectionTitle,
    Table,
    Term,
    Wording,
)
from harvester.report.model import Format
from harvester.report.normalize import label

__all__ = [
    "TABLES_FILE", "CellRef", "Comparison", "CrossRule", "Deadline", "Equation", "Formats", "Layout", "LayoutCell",
    "Level", "Match", "QualityRule", "ReportFormat", "SectionTitle", "Table", "Term", "Wording", "cell_ref", "expand",
    "load_formats",
]  # fmt: skip

TABLES_FILE = Path(__file__).resolve().parents[2] / "data" / "reference" / "tables.json"


@cache
def load_formats(path: Path = TABLES_FILE) -> Formats:
    """Read the reference once.

    Raises:
        ReferenceRowError: the file is not valid JSON, or a key is missing; the message names it.
    """
    try:
        data = json.loads(path.read_text("utf-8"))
        return Formats(
            by_id={key: _format(item) for key, item in data["formats"].items()},
            cross=tuple(_cross(item) for item in data["cross_identities"]),
            quality={item["id"]: _quality(item) for item in data["quality_rules"]},
            deadlines=tuple(
                Deadline(item["format"], item["organ"], item["publish_by"])
                for item in data["legal"]["deadlines_machine"]
            ),
            prose=tuple(data["prose_facts"]),
            recognition=data["recognition"],
            comparability=tuple(
                Comparison(item["a"], item["b"], item["relation"], item.get("note", ""))
                for item in data["comparability"]
            ),
        )
    except json.JSONDecodeError as error:
        raise ReferenceRowError(f"{path}:{error.lineno}: not valid JSON ({error.msg})") from error
    except KeyError as error:
        raise ReferenceRowError(f"{path}: an entry lacks the key {error}; compare it with its neighbors") from error


def _quality(item: Mapping[str, Any]) -> QualityRule:
    return QualityRule(item["id"], item["key"], item["level"], item["class"], item["text"])


def _format(item: Mapping[str, Any]) -> ReportFormat:
    first, last = item["report_years"]
    return ReportFormat(
        id=item["id"],
        first_year=first,
        last_year=last,
        detect_any=tuple(item["detect"]["any"]),
        detect_none=tuple(item["detect"]["none"]),
        captions=tuple(variant["text"] for variant in item.get("caption_variants", ())),
        sections=tuple(_section(section, item["id"]) for section in item["sections"]),
        tables={table["id"]: _table(table, item["id"]) for table in item["tables"]},
        layouts={name: _layout(name, layout) for name, layout in item["layouts"].items()},
        name_zh=item["name_zh"],
        name_en=item["name_en"],
        legal_basis=item["legal_basis"],
        statistics_basis=item.get("statistics_basis", ""),
    )


def _section(item: Mapping[str, Any], format_id: str) -> SectionTitle:
    return SectionTitle(
        no=item["no"],
        key=item["key"],
        title=item["title"],
        compulsory=item["compulsory"],
        content=item["content"],
        texts=(item["title"], *(variant["text"] for variant in item.get("variants", ()))),
        subsections=tuple(item.get("subsections", ())),
        tables=tuple(item.get("tables", {}).get(format_id, ())),
    )


def _table(item: Mapping[str, Any], format_id: Format) -> Table:
    rows = [*item.get("rows", ()), *item.get("indicators", ())]
    optional = item.get("optional_rows", ())
    return Table(
        key=item["id"],
        format=format_id,
        section=item["section"],
        caption=item["caption"],
        unit=item.get("unit") or "",
        rows=(*(_wording(row) for row in rows), *(_wording(row, optional=True) for row in optional)),
        columns=tuple(_wording(column) for column in item["columns"]),
        groups=tuple(_wording(group) for group in item.get("groups", ())),
        column_groups=tuple(_wording(group) for group in item.get("column_groups", ())),
        equations=tuple(equation for identity in item.get("identities", ()) for equation in expand(identity)),
        title_en=item.get("title_en") or "",
    )


def _wording(item: Mapping[str, Any], *, optional: bool = False) -> Wording:
    variants = item.get("variants", ())
    match = item.get("match", {})
    return Wording(
        key=item["key"],
        label=item["label"],
        label_en=item.get("label_en") or "",
        number=item.get("number") or "",
        parent=item.get("parent"),
        kind="heading" if item.get("is_heading") else item.get("kind") or "leaf",
        type=item.get("type") or "",
        unit=item.get("unit") or "",
        texts=(item["label"], *(variant["text"] for variant in variants if not variant.get("prefix"))),
        prefixes=tuple(label(variant["text"]) for variant in variants if variant.get("prefix")),
        match=Match(*(tuple(match.get(part, ())) for part in ("all", "any", "none"))),
        members=tuple(item.get("members", ())),
        optional=optional,
    )


def _layout(name: str, item: Mapping[str, Any]) -> Layout:
    return Layout(
        name=name,
        tables=tuple(item["table_ids"]),
        columns=item["n_columns"],
        grid=tuple(tuple(_layout_cell(cell) for cell in row) for row in item["grid"]),
    )


def _layout_cell(cell: Mapping[str, Any]) -> LayoutCell:
    ref = cell_ref(cell["ref"]) if cell.get("ref") else None
    return LayoutCell(cell["text"], cell["rowspan"], cell["colspan"], cell["role"], ref)


def cell_ref(text: str) -> CellRef:
    """Read `table.row.column`; an indicator of the statistics table has its only column `value` left out.

    >>> cell_ref("statistics.staff")
    CellRef(table='statistics', row='staff', column='value')
    """
    parts = text.split(".")
    return CellRef(parts[0], parts[1], parts[2] if len(parts) > 2 else "value")


def _cross(item: Mapping[str, Any]) -> CrossRule:
    return CrossRule(
        id=item["id"],
        scope=item["scope"],
        formats=tuple(item["formats"]),
        exceptions=tuple(item["exceptions"]),
        equations=tuple(expand(item)),
    )


_SUBJECTS = {"col": "{table}.*.{value}", "row": "{table}.{value}.*", "cell": "{value}.*"}


def expand(identity: Mapping[str, Any]) -> Iterator[Equation]:
    """One equation for each column, row or cell that an identity of the reference names."""
    for name, values in identity.get("for_each", {}).items() or {"": [""]}.items():
        for value in values:
            left, right = (tuple(_term(term, name, value) for term in identity[side]) for side in ("left", "right"))
            first = left[0].ref
            pattern = _SUBJECTS.get(name, str(first))
            yield Equation(
                rule=identity["id"],
                subject=pattern.format(table=first.table, value=value),
                level=identity["level"],
                op=identity["op"],
                tolerance=identity["tolerance"],
                left=left,
                right=right,
                text=identity["rule_en"],
                text_zh=identity["rule_zh"],
            )


def _term(term: Mapping[str, Any], name: str, value: str) -> Term:
    text, _, time = re.sub(r"\{(\w+)\}", lambda match: value if match[1] == name else match[0], term["ref"]).partition(
        "@"
    )
    return Term(cell_ref(text), term["sign"], time)
