"""A text that a site shows on several pages: the pages as one archived document (MIME multipart/related), read as one.

The archive keeps every part as it was served, with its address, in one capture. A change of any part is then a change
of the document, and reading it again needs nothing but its bytes.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from harvester.page.model import Block, Leads, Led, Page

_MAGIC = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="
_BREAK = b"\r\n"
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]+")
_LENGTH = re.compile(rb"\d{1,10}")
_PAGER = re.compile(
    r"(?:首|上一?|下一?|前一|后一|末|尾)页|第?\d{1,3}页|共|页次|\.{2,3}|…|(?<!\d)\d{1,3}(?!\d)|[\s\[\]【】<>«»‹›|/:：]+"
)
_LONGEST_PAGER = 120
_HEAD_BLOCKS = 6


class Part(NamedTuple):
    """One page of a document as it was served."""

    url: str
    body: bytes
    content_type: str = ""


def join_parts(parts: Sequence[Part]) -> tuple[bytes, str]:
    """The parts as one document, and its content type. The same parts always give the same bytes."""
    boundary = hashlib.sha256(b"\0".join(part.body for part in parts)).hexdigest()[:32].encode()
    pieces = [_MAGIC + b'"' + boundary + b'"', b""]
    for part in parts:
        pieces += [b"--" + boundary, b"Content-Location: " + _header(part.url)]
        pieces += [
            b"Content-Type: " + _header(part.content_type),
            b"Content-Length: %d" % len(part.body),
            b"",
            part.body,
        ]
    pieces += [b"--" + boundary + b"--", b""]
    return _BREAK.join(pieces), f'multipart/related; boundary="{boundary.decode()}"'


def split_parts(body: bytes) -> tuple[Part, ...]:
    """The parts of a document that `join_parts` made, none for any other.

    >>> parts = [Part("http://a.gov.cn/1.html", b"x"), Part("http://a.gov.cn/1_2.html", b"y")]
    >>> [part.body for part in split_parts(join_parts(parts)[0])]
    [b'x', b'y']
    """
    if not body.startswith(_MAGIC):
        return ()
    at = body.find(_BREAK * 2) + 4
    parts: list[Part] = []
    while (end := body.find(_BREAK * 2, at)) > 0:
        headers = dict(line.partition(b": ")[::2] for line in body[at:end].split(_BREAK))
        size = headers.get(b"Content-Length", b"")
        if not _LENGTH.fullmatch(size) or end + 4 + int(size) > len(body):
            return ()
        start, at = end + 4, end + 6 + int(size)
        url, kind = (
            headers.get(name, b"").decode("utf-8", "replace") for name in (b"Content-Location", b"Content-Type")
        )
        parts.append(Part(url, body[start : start + int(size)], kind))
    return tuple(parts)


def _header(text: str) -> bytes:
    return _CONTROLS.sub(" ", text).encode("utf-8", "replace")


def join_pages(pages: Sequence[Page]) -> Page:
    """The pages of one text as one: metadata of the first, blocks of all in order, no repeated heads and no pagers."""
    first = pages[0]
    head = {_squeezed(block.text) for block in first.blocks[:_HEAD_BLOCKS]} | {_squeezed(first.metadata.best("title"))}
    kept, removed = _without_pagers(first.blocks)
    for page in pages[1:]:
        blocks, pagers = _without_pagers(page.blocks)
        if _says_nothing_new(blocks, kept):  # the address counts pages of something else, e.g. of comments
            removed += [block.text for block in blocks]
            continue
        repeated = _repeated(blocks, head)
        removed += [block.text for block in blocks[:repeated]] + pagers
        kept += blocks[repeated:]
    return replace(
        first,
        blocks=tuple(kept),
        leads=_leads(pages),
        changes=tuple(chain.from_iterable(page.changes for page in pages)),
        unresolved=tuple(dict.fromkeys(chain.from_iterable(page.unresolved for page in pages))),
        script="hant" if any(page.script == "hant" for page in pages) else "hans",
        removed=(*chain.from_iterable(page.removed for page in pages), *removed),
    )


def _leads(pages: Sequence[Page]) -> Leads:
    """The links of the first page and the files of all."""

    def find() -> Led:
        return pages[0].links, tuple(dict.fromkeys(chain.from_iterable(page.attachments for page in pages)))

    return Leads(find)


def _says_nothing_new(blocks: Sequence[Block], kept: Sequence[Block]) -> bool:
    """Whether nearly all that a page says was said already."""
    known = {_squeezed(block.text) for block in kept}
    size = sum(len(block.text) for block in blocks)
    new = sum(len(block.text) for block in blocks if _squeezed(block.text) not in known)
    return new * 10 <= size


def _without_pagers(blocks: Iterable[Block]) -> tuple[list[Block], list[str]]:
    """The blocks without lines such as 上一页 1 2 下一页, and those lines. A bare number may be a cell, and stays."""
    kept: list[Block] = []
    removed: list[str] = []
    for block in blocks:
        if block.kind == "paragraph" and _is_pager(block.text):
            removed.append(block.text)
        else:
            kept.append(block)
    return kept, removed


def _is_pager(line: str) -> bool:
    """Whether a line only leads to other pages.

    >>> _is_pager("上一页 1 2 3 下一页"), _is_pager("12"), _is_pager("第2页是目录")
    (True, False, False)
    """
    return "页" in line and len(line) <= _LONGEST_PAGER and not _PAGER.sub("", line)


def _repeated(blocks: Sequence[Block], head: set[str]) -> int:
    """How many blocks at the beginning only say again how the first page begins."""
    count = 0
    while count < min(_HEAD_BLOCKS, len(blocks)) and _squeezed(blocks[count].text) in head:
        count += 1
    return count


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)
