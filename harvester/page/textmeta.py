"""What a plain text says of itself: its title line, date line, site code."""

import re
from collections.abc import Sequence

from harvester.page.metadata import read_breadcrumb, read_line_metadata
from harvester.page.model import Block, Found, Metadata
from harvester.text.boilerplate import is_boilerplate

_REPORT_TITLE = re.compile(r".{0,60}(?:信息公开|政务公开).{0,12}(?:年度报告|年报|工作报告|报告).{0,20}")
_MARKS = "。；！？"
_HEAD = 40


def read_text_metadata(blocks: Sequence[Block], url: str | None) -> tuple[Metadata, int | None]:
    """Metadata of a text, and the index of the block that is its title line (None when it prints none)."""
    lines = [block.text for block in blocks if block.kind != "table"]
    title_at = find_title(blocks)
    found = read_line_metadata(lines, url)
    title = (Found(blocks[title_at].text, "line"),) if title_at is not None else ()
    return (
        Metadata(
            title=title,
            published=found.published,
            source=found.source,
            site_id=found.site_id,
            breadcrumb=read_breadcrumb(lines),
        ),
        title_at,
    )


def find_title(blocks: Sequence[Block]) -> int | None:
    """Index of the line that is the title: a report's title, or the line above the date line."""
    head = [at for at, block in enumerate(blocks[:_HEAD]) if block.kind != "table"]
    for at in head:
        text = blocks[at].text
        if _is_title_like(text) and _REPORT_TITLE.fullmatch(text) and not re.match(r"[一二三四五六]\s*、", text):
            return at
    for at in head[1:]:
        if is_boilerplate(blocks[at].text) == "publish_line" and _is_title_like(blocks[at - 1].text):
            return at - 1
    return None


def _is_title_like(text: str) -> bool:
    return 6 <= len(text) <= 80 and not any(mark in text for mark in _MARKS) and not is_boilerplate(text)
