"""Menus in plain text: runs of short lines above the title or below the signature, whatever they say."""

import re
from collections.abc import Sequence

from harvester.page.model import Block
from harvester.page.outline import STATUTORY
from harvester.text.dates import read_date

_BULLET = re.compile(r"\s*[•·▪◆■►●○◦※»>*+-]\s*(?=\S)")
_ITEM = re.compile("[\u3400-\u9fffA-Za-z][\u3400-\u9fffA-Za-z&/ ]{1,11}")
_TEXT = re.compile(r".{61}|[。；！？]\s*$", re.DOTALL)
_HEAD = 60
_LEAST_BULLETED, _LEAST_PLAIN = 3, 4


def menu_lines(blocks: Sequence[Block], title_at: int | None) -> set[int]:
    """Indices of the lines that are menus: above the title (or the first sentence), and below the last sentence.

    With bullets three in a row are enough; without them it takes four, and after the text they must stand below a date
    that ends it: the cells of a table may stand one below the other too.
    """
    start = _first_text(blocks) if title_at is None else title_at
    last = _last_text(blocks)
    signed = next((at for at in range(len(blocks) - 1, last, -1) if read_date(blocks[at].text)), len(blocks))
    return (
        _runs(blocks, 0, start, plain=title_at is not None)
        | _runs(blocks, start + 1, _first_text(blocks), plain=False)
        | _runs(blocks, last + 1, signed, plain=False)
        | _runs(blocks, signed + 1, len(blocks), plain=True)
    )


def _first_text(blocks: Sequence[Block]) -> int:
    """Index of the first block that reads as part of a report."""
    head = range(min(len(blocks), _HEAD))
    return next((at for at in head if _is_text(blocks[at])), len(head))


def _last_text(blocks: Sequence[Block]) -> int:
    return next((at for at in range(len(blocks) - 1, -1, -1) if _is_text(blocks[at])), len(blocks))


def _is_text(block: Block) -> bool:
    return block.kind == "table" or bool(_TEXT.search(block.text) or STATUTORY.search(block.text))


def _runs(blocks: Sequence[Block], start: int, end: int, *, plain: bool) -> set[int]:
    """The lines of every long enough run of menu items."""
    found: set[int] = set()
    run: list[int] = []
    for at in range(start, end + 1):
        if at < end and _is_item(blocks[at]):
            run.append(at)
            continue
        bulleted = sum(1 for item in run if _BULLET.match(blocks[item].text))
        if bulleted >= _LEAST_BULLETED or (plain and len(run) >= _LEAST_PLAIN):
            found.update(run if plain else (item for item in run if _BULLET.match(blocks[item].text)))
        run.clear()
    return found


def _is_item(block: Block) -> bool:
    """Whether a line is a few words without a mark or a number, as an entry of a menu is."""
    text = _BULLET.sub("", block.text, count=1)
    return block.kind == "paragraph" and _ITEM.fullmatch(text) is not None and not STATUTORY.search(text)
