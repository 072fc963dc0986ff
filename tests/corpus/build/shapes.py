"""Pages of shapes that no family has: each is a block of `shapes.txt`, rendered with a document and an editor's markup.

A block begins with `=== name`. Lines `key=value` follow: `doc` (a function of `documents.py`, number of the agency, year),
`body` (a function of `editors.py`), `not` (strings that must not be taken, `|` between), and where needed `url` (address of
the page), `sign=no` (the page is a part without signature), `cut=sign` (the signature stands where `[[sign]]` is) and
`cut=middle` (the text from its eighth part on stands where `[[rest]]` is). The markup follows; `[[...]]` are its holes.
"""

import html
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from tests.corpus.build import documents, editors
from tests.corpus.build.content import Document

SHAPES = Path(__file__).with_name("shapes.txt")
URL = "http://www.held.test/show/8812.html"
_HOLE = re.compile(r"\[\[([\w:/.]+)\]\]")
_DIGITS = "〇一二三四五六七八九"


class Shape(NamedTuple):
    """One page as served, with its truth."""

    name: str
    url: str
    html: str
    document: Document
    must_not: tuple[str, ...]


def shapes() -> list[Shape]:
    """Every shape of `shapes.txt`, rendered."""
    return [_render(block) for block in SHAPES.read_text(encoding="utf-8").split("=== ")[1:]]


def _render(block: str) -> Shape:
    head, _, markup = block.partition("<")
    name, *lines = head.strip().split("\n")
    field = dict(line.split("=", 1) for line in lines)
    document = _document(field)
    holes = _holes(document, field)
    url = _HOLE.sub(lambda hole: holes[hole[1]], field.get("url", URL))
    text = _HOLE.sub(lambda hole: _links(hole[1]) or holes[hole[1]], f"<{markup}")
    return Shape(name, url, text, document, tuple(item for item in field["not"].split("|") if item))


def _document(field: dict[str, str]) -> Document:
    kind, index, year = field["doc"].split()
    document: Document = getattr(documents, kind)(int(index), int(year))
    if field.get("sign") == "no":
        return replace(document, parts=tuple(part for part in document.parts if part.kind != "sign"))
    return document


def _links(hole: str) -> str:
    """A menu of so many links as the hole asks for, nothing for another hole."""
    if not hole.startswith("links:"):
        return ""
    return "<ul>" + "".join(f'<li><a href="/d{n}/">部门导航第{n}号</a></li>' for n in range(int(hole[6:]))) + "</ul>"


def _holes(document: Document, field: dict[str, str]) -> dict[str, str]:
    """What stands in the holes of a page."""
    write = getattr(editors, field["body"])
    shown, sign, rest = document, "", ""
    if field.get("cut") == "sign":
        shown = replace(document, parts=tuple(part for part in document.parts if part.kind != "sign"))
        sign = "".join(f"<p>{part.text}</p>" for part in document.parts if part.kind == "sign")
    if field.get("cut") == "middle":
        shown = replace(document, parts=document.parts[:7])
        rest = write(replace(document, parts=document.parts[7:]))
    body = write(shown)
    return _dates(document.published) | _bodies(body) | {
        "title": document.title,
        "title:rest": document.title.removeprefix(document.source),
        "source": document.source,
        "site": document.site,
        "code": document.site_code,
        "col": document.column,
        "metas": _metas(document),
        "file": document.attachments[0] if document.attachments else "",
        "sign": sign,
        "rest": rest,
    }  # fmt: skip


def _dates(iso: str) -> dict[str, str]:
    """One date in the ways in which it is printed."""
    y, m, d = iso.split("-")
    return {
        "ymd": iso,
        "y/m/d": f"{y}/{int(m)}/{int(d)}",
        "y.m.d": iso.replace("-", "."),
        "cn": f"{y}年{int(m)}月{int(d)}日",
        "cnsp": f"{y}年 {int(m)} 月 {int(d)} 日",
        "han": f"{''.join(_DIGITS[int(c)] for c in y)}年{_numeral(int(m))}月{_numeral(int(d))}日",
        "y": y,
        "m": m,
        "d": d,
    }


def _numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


def _bodies(body: str) -> dict[str, str]:
    """The body as markup, and as scripts and attributes hold it."""
    lines = body.split("\n")
    concatenated = (f"s += '{line}' +\n '';" for line in (line.replace("'", "\\'") for line in lines))
    written = (f'document.writeln("{line}");' for line in (line.replace('"', '\\"') for line in lines))
    return {
        "body": body,
        "body:js": json.dumps(body)[1:-1].replace("</", "<\\/"),
        "body:jsattr": html.escape(json.dumps(body, ensure_ascii=False)[1:-1]),
        "body:esc": html.escape(body),
        "body:concat": "\n".join(concatenated),
        "body:write": "\n".join(written),
    }


def _metas(document: Document) -> str:
    """The tags of the 网站标签规范."""
    tags = {
        "SiteName": document.site,
        "SiteDomain": "www.held.test",
        "SiteIDCode": document.site_code,
        "ColumnName": document.column,
        "ArticleTitle": document.title,
        "PubDate": f"{document.published} 10:00",
        "ContentSource": document.source,
    }
    return "".join(f'<meta name="{name}" content="{html.escape(value)}">' for name, value in tags.items())
