"""Writes the corpus: `python -m tests.corpus.build`. A case that exists is replaced, so read the difference before committing."""

import json
import shutil
from pathlib import Path
from typing import NamedTuple

from tests.corpus.build import bodies, damages, layouts
from tests.corpus.build.content import Document, attachment_only, news, report
from tests.corpus.build.shapes import Shape, shapes

CASES = Path(__file__).resolve().parents[1] / "cases"


class Case(NamedTuple):
    """One page of the corpus."""

    document: Document
    layout: layouts.Layout
    body: bodies.Body = bodies.paragraphs
    damage: damages.Damage = damages.utf8

    @property
    def name(self) -> str:
        return "-".join((self.document.key, self.layout.__name__, self.body.__name__, self.damage.__name__)).replace(
            "_", ""
        )


L, B, D = layouts, bodies, damages
CLEAN = [
    Case(report(n, year, tables=tables), layout, body)
    for n, (layout, year, tables, body) in enumerate(
        (
            (L.trs, 2023, "full", B.paragraphs),
            (L.trs, 2016, "statistics", B.word),
            (L.hanweb, 2022, "full", B.word),
            (L.hanweb, 2012, "none", B.breaks),
            (L.hanweb_old, 2019, "full", B.paragraphs),
            (L.hanweb_old, 2009, "none", B.breaks),
            (L.webber, 2021, "full", B.word),
            (L.webber, 2015, "statistics", B.paragraphs),
            (L.gkmlpt, 2022, "full", B.paragraphs),
            (L.gkmlpt, 2024, "none", B.divs),
            (L.nfcms, 2023, "full", B.divs),
            (L.nfcms, 2018, "none", B.paragraphs),
            (L.ucap, 2020, "full", B.paragraphs),
            (L.ucap, 2013, "none", B.word),
            (L.siteserver, 2019, "full", B.breaks),
            (L.siteserver, 2017, "statistics", B.paragraphs),
            (L.aspnet, 2010, "none", B.breaks),
            (L.aspnet, 2020, "full", B.paragraphs),
            (L.asp, 2008, "none", B.breaks),
            (L.asp, 2014, "statistics", B.paragraphs),
            (L.easysite, 2021, "full", B.word),
            (L.easysite, 2016, "none", B.paragraphs),
            (L.lonsun, 2022, "full", B.paragraphs),
            (L.lonsun, 2024, "full", B.word),
            (L.shanghai, 2023, "full", B.paragraphs),
            (L.shanghai, 2025, "none", B.word),
            (L.textarea, 2022, "full", B.paragraphs),
            (L.homemade, 2021, "full", B.divs),
            (L.homemade, 2011, "none", B.breaks),
            (L.homemade, 2023, "full", B.div_grid),
            (L.printed, 2022, "full", B.paragraphs),
            (L.trs, 2024, "full", B.div_grid),
        )
    )
]
OTHERS = [
    Case(news(n, 2018 + n), layout)
    for n, layout in enumerate((L.trs, L.hanweb, L.webber, L.siteserver, L.homemade, L.asp, L.lonsun))
]
OTHERS += [
    Case(attachment_only(n, 2020 + n), layout) for n, layout in enumerate((L.trs, L.hanweb, L.siteserver, L.ucap))
]
BLANK = [
    Case(report(50 + n, 2022, blank=blank), layout)
    for n, (layout, blank) in enumerate(((L.trs, " "), (L.homemade, "—"), (L.asp, "/")))
]
ENCODED = [
    Case(report(60 + n, 2010 + n, tables="full" if n > 8 else "none"), layout, body, damage)
    for n, (layout, body, damage) in enumerate(
        (
            (L.asp, B.breaks, D.gbk),
            (L.asp, B.paragraphs, D.gbk_undeclared),
            (L.webber, B.paragraphs, D.gbk_under_utf8),
            (L.trs, B.paragraphs, D.utf8_as_gb2312),
            (L.homemade, B.breaks, D.utf16_as_gb2312),
            (L.hanweb, B.word, D.two_metas),
            (L.siteserver, B.paragraphs, D.broken_bytes),
            (L.aspnet, B.breaks, D.gbk_undeclared),
            (L.easysite, B.paragraphs, D.entities),
            (L.asp, B.paragraphs, D.gbk),
            (L.lonsun, B.word, D.gbk_under_utf8),
            (L.trs, B.word, D.utf8_as_gb2312),
            (L.nfcms, B.paragraphs, D.mojibake),
            (L.homemade, B.paragraphs, D.mojibake),
            (L.ucap, B.paragraphs, D.broken_bytes),
            (L.hanweb, B.paragraphs, D.gbk_include),
            (L.asp, B.paragraphs, D.utf8_include),
        )
    )
]
DAMAGED = [
    Case(report(80 + n, 2017 + n % 8), layout, body, damage)
    for n, (layout, body, damage) in enumerate(
        (
            (L.trs, B.paragraphs, D.traditional),
            (L.homemade, B.paragraphs, D.traditional),
            (L.asp, B.breaks, D.glossed),
            (L.trs, B.paragraphs, D.glossed),
            (L.nfcms, B.paragraphs, D.glossed),
            (L.homemade, B.paragraphs, D.lost_bytes),
            (L.trs, B.paragraphs, D.lost_bytes),
            (L.hanweb, B.paragraphs, D.lost_bytes),
            (L.webber, B.word, D.invisible),
            (L.ucap, B.paragraphs, D.invisible),
            (L.lonsun, B.paragraphs, D.cfemail),
            (L.siteserver, B.paragraphs, D.unclosed),
            (L.trs, B.paragraphs, D.unclosed),
            (L.easysite, B.word, D.entities),
        )
    )
]
TEXTS = [
    Case(report(100 + n, 2019 + n % 6), L.plain, body, damage)
    for n, (body, damage) in enumerate(
        (
            (B.text_lines, D.utf8),
            (B.text_pipes, D.utf8),
            (B.text_markdown, D.utf8),
            (B.text_tabs, D.utf8),
            (B.text_lines, D.gbk_undeclared),
            (B.text_pipes, D.glossed),
            (B.text_tabs, D.traditional),
            (B.text_markdown, D.mojibake),
        )
    )
]
ALL = CLEAN + OTHERS + BLANK + ENCODED + DAMAGED + TEXTS


def write(case: Case) -> None:
    """Write one case: the page as served, where it comes from, what a reader would take from it."""
    rendered = case.layout(case.document, case.body)
    served = case.damage(rendered.html)
    folder = CASES / case.name
    folder.mkdir(parents=True)
    suffix = "txt" if case.layout is layouts.plain else "html"
    (folder / f"page.{suffix}").write_bytes(served.body)
    extra = "\n电子邮箱：xxgk@example.test。" if case.damage is damages.cfemail else ""
    text = case.document.text
    if extra:
        first, rest = text.split("\n", 1)
        text = first + extra + "\n" + rest
    origin = {
        "label": case.name,
        "origin": "synthetic",
        "content_type": served.content_type,
        "layout": case.layout.__name__,
        "body": case.body.__name__,
        "damage": case.damage.__name__,
    }
    _write_truth(folder, origin, case.document, text, rendered.must_not)


def write_shape(shape: Shape) -> None:
    """Write one page of `shapes.txt`."""
    folder = CASES / f"shape-{shape.name}"
    folder.mkdir(parents=True)
    (folder / "page.html").write_text(shape.html, encoding="utf-8")
    origin = {"label": shape.name, "origin": "synthetic", "content_type": "text/html; charset=utf-8", "url": shape.url}
    _write_truth(folder, origin, shape.document, shape.document.text, shape.must_not)


def _write_truth(
    folder: Path, origin: dict[str, str | None], document: Document, text: str, must_not: tuple[str, ...]
) -> None:
    expected = {
        "title": document.title,
        "published": document.published,
        "source": document.source,
        "column": document.column,
        "text": text,
        "table_rows": document.table_rows,
        "attachments": list(document.attachments),
        "must_not": sorted(set(must_not)),
    }
    for name, value in (("origin", origin), ("expected", expected)):
        (folder / f"{name}.json").write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Write all cases anew."""
    shutil.rmtree(CASES, ignore_errors=True)
    for case in ALL:
        write(case)
    for shape in shapes():
        write_shape(shape)


if __name__ == "__main__":
    main()
