"""`harvester diff`: compares two reports of an agency, tables cell by cell and prose by sentence."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from harvester.cli._command import Command, Exit, UsageError
from harvester.cli._options import add_db, add_json, count
from harvester.cli._output import json_text, one_line, say, table

if TYPE_CHECKING:
    from harvester.jobs.comparing import Diff
    from harvester.report.compare import CellChange, SentenceChange

SIGNS = {"numbers": "#", "reworded": "~", "moved": ">", "added": "+", "removed": "-"}
OPEN = {"-": "[-", "+": "{+"}
CLOSE = {"-": "-]", "+": "+}"}


def configure(parser: ArgumentParser) -> None:
    """Options of `diff`."""
    what = "AGENCY YEAR [YEAR]: an agency's name or a part of it, and its report years; or two files or addresses"
    parser.add_argument("what", nargs="+", metavar="WHAT", help=what)
    parser.add_argument(
        "--versions", nargs=2, type=count, metavar=("A", "B"),
        help="versions of one year (default: the last two; the year before where there is one version only)",
    )  # fmt: skip
    parser.add_argument("--html", type=Path, metavar="FILE", help="write the comparison as one self-contained page too")
    add_db(parser, purpose="database with the reports")
    add_json(parser)


def run(options: Namespace) -> int:
    """Compare and print."""
    diff = _compare(options)
    if options.html:
        from harvester.cli._diff_page import diff_page

        options.html.write_text(diff_page(diff), encoding="utf-8", newline="\n")
    if options.json:
        say(json_text(_as_dict(diff), indent=2))
    else:
        for line in _lines(diff):
            say(line)
    return Exit.DONE


def _compare(options: Namespace) -> "Diff":
    from harvester.jobs.comparing import compare_files, compare_stored

    agency, years = options.what[0], [int(word) for word in options.what[1:] if _is_year(word)]
    if len(years) != len(options.what) - 1:
        if len(options.what) == 2 and not options.versions:
            return compare_files(*options.what)
        raise UsageError("write AGENCY YEAR [YEAR], or two files")
    if not years or len(years) > 2 or (len(years) == 2 and options.versions):
        raise UsageError("write AGENCY and one or two years (--versions with one year only), or two files")
    versions = tuple(options.versions) if options.versions else None
    return compare_stored(options.db, agency, years[0], years[1] if len(years) == 2 else None, versions)


def _is_year(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) == 4


def _as_dict(diff: "Diff") -> dict[str, Any]:
    sides = {
        name: {"name": side.name, "agency": side.report.agency, "year": side.report.year, "url": side.report.url}
        for name, side in (("before", diff.before), ("after", diff.after))
    }
    found = diff.comparison
    return sides | {
        "cells": [asdict(item) for item in found.cells],
        "same_cells": found.same_cells,
        "sentences": [asdict(item) for item in found.sentences if item.kind != "same"],
        "counts": dict(found.counts),
    }


def _lines(diff: "Diff") -> Iterator[str]:
    found = diff.comparison
    yield f"before: {diff.before.name}  {diff.before.report.url or ''}".rstrip()
    yield f"after:  {diff.after.name}  {diff.after.report.url or ''}".rstrip()
    yield f"\nTables: {_differing(len(found.cells))}, {found.same_cells} do not."
    yield from _cell_lines(found.cells)
    told = ", ".join(f"{number} {kind}" for kind, number in found.counts.items())
    yield f"\nProse: {told or 'no sentence'}."
    for section, group in groupby(found.changed_sentences, key=lambda item: item.section):
        yield f"  {section}"
        yield from (f"    {line}" for line in map(_sentence_line, group))


def _differing(cells: int) -> str:
    return "1 cell differs" if cells == 1 else f"{cells} cells differ"


def _cell_lines(cells: "Sequence[CellChange]") -> Iterator[str]:
    """Cells that differ, as a table; a table that only one report has is one line."""
    rows = []
    for (name, kind), group in groupby(cells, key=lambda cell: (cell.table_key, cell.kind)):
        listed = list(group)
        if kind != "changed" and len(listed) > 12:
            side = "after" if kind == "added" else "before"
            yield f"  {name}: {len(listed)} cells only in the report {side} (--json names them)"
            continue
        rows += [(f"{name}.{c.row_key}.{c.column_key}", _shown(c.before_raw), _shown(c.after_raw)) for c in listed]
    if rows:
        yield "\n".join(f"  {line}" for line in table(("cell", "before", "after"), rows).splitlines())


def _shown(raw: str | None) -> str:
    return "(not there)" if raw is None else raw.strip() or "(blank)"


def _sentence_line(item: "SentenceChange") -> str:
    from harvester.report.compare import marked

    if item.before is None or item.after is None:
        text = item.after or item.before or ""
    else:
        parts = marked(item.before, item.after)
        text = "".join(f"{OPEN.get(sign, '')}{part}{CLOSE.get(sign, '')}" for sign, part in parts)
    return one_line(f"{SIGNS[item.kind]} {text}")


COMMAND = Command(
    name="diff",
    summary="Compare two reports of an agency (years or versions): tables cell by cell, prose by sentence.",
    example="harvester diff 台山市人民政府 2021 2022 --html diff.html\n"
    "harvester diff 台山市人民政府 2022 --versions 1 2\n"
    "harvester diff 2021.html 2022.html --json",
    configure=configure,
    run=run,
)
