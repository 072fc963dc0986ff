"""Writes a brief as files to mail around: one page with its charts inside, the charts as PNG, notices to agencies."""

import base64
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from harvester.errors import HarvestError
from harvester.version import VERSION
from harvester.web.brief import Brief, Group, Ranking, reasons
from harvester.web.drawing import MISSING, Bar, draw_bars
from harvester.web.messages import Language, Words
from harvester.web.notices import Notice, heads, notice_docx, notices, opening, where
from harvester.web.plugin import shown

TEMPLATES = Path(__file__).parent / "templates"
_UNSAFE = re.compile(r"[^\w.-]+")
_LONGEST_NAME = 60


def write_brief(folder: Path, brief: Brief, language: Language = "zh") -> list[Path]:
    """Write the page, its charts and one notice (HTML and DOCX) for each report with contradictions of its own.

    Raises:
        HarvestError: the extra `report` is missing.
        OSError: the folder cannot be written.
    """
    words = Words(language)
    charts = dict(_charts(brief, words))
    listed = list(notices(brief.contradictions, words))
    names = {item.report["report_id"]: f"notices/{_file_name(item)}" for item in listed}
    files: dict[str, bytes] = {f"{name}.png": png for name, png in charts.items()}
    for item in listed:
        name = names[item.report["report_id"]]
        files[f"{name}.html"] = _page(
            "notice.html", words, notice=item, opening=opening(item, words), heads=heads(words)
        )
        files[f"{name}.docx"] = notice_docx(item, words)
    files["report.html"] = _page(
        "brief.html", words, brief=brief, reasons=reasons(brief), version=VERSION, notices=names,
        charts={name: base64.b64encode(png).decode() for name, png in charts.items()},
        group_name=partial(group_name, words=words), where=partial(where, words=words),
    )  # fmt: skip
    return [_write(folder / name, body) for name, body in files.items()]


def group_name(group: Group, words: Words) -> str:
    """What a group of agencies is called: county, government."""
    return " · ".join(filter(None, (
        words.known("level_name", group.level) if group.level else "", words.known("type", group.type or None),
    )))  # fmt: skip


def _charts(brief: Brief, words: Words) -> Iterator[tuple[str, bytes]]:
    years = [Bar(str(year), count or None) for year, count in brief.by_year.items()]
    yield "years", draw_bars(words("brief_by_year"), years, words("hole"))
    ranked = ((group, ranking) for group in brief.groups for ranking in group.rankings)
    for number, (group, ranking) in enumerate(ranked, 1):
        title = f"{group_name(group, words)}: {words(f'series_{ranking.key}')}"
        yield f"ranking-{number}", draw_bars(title, _bars(ranking), words("hole"))


def _bars(ranking: Ranking) -> Sequence[Bar]:
    return [Bar(row["agency"], point.value) for row, point in ranking.rows]


def _page(template: str, words: Words, **values: Any) -> bytes:
    try:
        from jinja2 import Environment, FileSystemLoader, StrictUndefined
    except ImportError as error:
        raise HarvestError(MISSING) from error
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    environment.finalize = shown
    known: Mapping[str, Any] = {"t": words, **values}
    return environment.get_template(template).render(known).encode("utf-8", "replace")


def _file_name(notice: Notice) -> str:
    """A name that every file system takes, and no other report of the brief has.

    >>> _file_name(Notice({"agency": "甲/乙局", "year": 2022, "report_id": 7}, ()))
    '甲_乙局-2022-7'
    """
    row = notice.report
    return f"{_UNSAFE.sub('_', row['agency'])[:_LONGEST_NAME]}-{row['year']}-{row['report_id']}"


def _write(path: Path, body: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)
    return path
