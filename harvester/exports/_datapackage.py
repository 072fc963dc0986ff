"""`datapackage.json` after the Data Package standard: what each file holds, column by column."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from harvester.exports._manifest import digest
from harvester.exports._model import Column, Table

DATAPACKAGE = "datapackage.json"
DESCRIBED = {"csv": "utf-8-sig"}
"""Formats whose columns are described, with their encodings; the others carry their names and types inside."""
_TYPES = {"integer": "integer", "number": "number", "text": "string"}


class Resource(NamedTuple):
    """One file of the package."""

    file: Path
    format: str
    media_type: str
    table: Table


def write_datapackage(folder: Path, resources: Sequence[Resource]) -> Path:
    """Write the description of these files into their folder."""
    package = {
        "profile": "data-package",
        "name": "annual-reports",
        "title": "政府信息公开工作年度报告 · Annual reports on disclosure of government information",
        "resources": [_resource(item, {(r.table.name, r.format) for r in resources}) for item in resources],
    }
    path = folder / DATAPACKAGE
    path.write_text(f"{json.dumps(package, ensure_ascii=False, indent=2)}\n", encoding="utf-8", newline="\n")
    return path


def resource_name(table: str, kind: str) -> str:
    """Name of a file in the package.

    >>> resource_name("facts", "csv"), resource_name("facts", "parquet")
    ('facts', 'facts-parquet')
    """
    return table if kind == "csv" else f"{table}-{kind}"


def _resource(item: Resource, present: set[tuple[str, str]]) -> dict[str, Any]:
    described = item.format in DESCRIBED
    resource: dict[str, Any] = {
        "name": resource_name(item.table.name, item.format),
        "type": "table" if described else "file",
        "path": item.file.name,
        "format": item.format,
        "mediatype": item.media_type,
        "description": item.table.meaning,
        "bytes": item.file.stat().st_size,
        "hash": f"sha256:{digest(item.file)}",
    }
    if described:
        resource |= {
            "profile": "tabular-data-resource",
            "encoding": DESCRIBED[item.format],
            "schema": _schema(item.table, item.format, refers=(item.table.refers, item.format) in present),
        }
    return resource


def _schema(table: Table, kind: str, *, refers: bool) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(column, column.name in table.key) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    if refers:
        target = {"resource": resource_name(table.refers, kind), "fields": ["report_id"]}
        schema["foreignKeys"] = [{"fields": ["report_id"], "reference": target}]
    return schema


def _field(column: Column, is_key: bool) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name, "type": _TYPES[column.kind], "title": column.label, "description": column.meaning_en,
    }  # fmt: skip
    constraints: dict[str, Any] = {}
    # A text may be there and empty (a blank cell), which CSV cannot tell from missing: only others are required.
    if column.required and (is_key or column.choices or column.kind != "text"):
        constraints["required"] = True
    if column.choices:
        constraints["enum"] = list(column.choices)
    return field | ({"constraints": constraints} if constraints else {})
