"""A report before it has a layout: title, headings, paragraphs and tables in their order."""

# ruff: noqa: E501 (sentences and markup on one line)

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from tests.gold.build import prose
from tests.gold.build.places import Organ
from tests.gold.build.tables import Rows, Values, fill, grid
from tests.gold.model import Flaw, Part, Said

HEADINGS = {
    "overview": "总体情况", "proactive": "主动公开政府信息情况", "applications": "收到和处理政府信息公开申请情况",
    "disputes": "政府信息公开行政复议、行政诉讼情况", "problems": "存在的主要问题及改进情况",
    "other_matters": "其他需要报告的事项",
}  # fmt: skip
OLD_HEADINGS = {
    "overview": ("概述", "基本情况"), "proactive": ("主动公开政府信息的情况", "主动公开政府信息情况"),
    "applications": ("依申请公开政府信息和不予公开政府信息的情况", "依申请公开政府信息情况"),
    "fees": ("政府信息公开的收费及减免情况",),
    "disputes": ("因政府信息公开申请行政复议、提起行政诉讼的情况",),
    "problems": ("存在的主要问题及改进措施", "存在的主要问题及改进情况"), "other_matters": ("其他需要报告的事项",),
}  # fmt: skip
TABLE_OF = {"proactive": "section2", "applications": "section3", "disputes": "section4"}
NUMBERS = "一二三四五六七八九"


class Piece(NamedTuple):
    """One item of the body."""

    role: Literal["heading", "topic", "text", "table"]
    text: str = ""
    kind: str = ""
    rows: Rows | None = None


@dataclass
class Draft:
    """A report that can still be changed before it is laid out."""

    organ: Organ
    year: int
    format: str
    title: str
    published: date
    pieces: list[Piece]
    values: Values
    said: list[Said]
    rng: random.Random
    flaws: list[Flaw] = field(default_factory=list)
    signature: tuple[str, ...] = ()

    def parts(self) -> tuple[Part, ...]:
        """The sections that a reader must find, with the first and last characters of their prose."""
        found: list[Part] = []
        texts: list[list[str]] = []
        for piece in self.pieces:
            if piece.role in {"heading", "topic"}:
                found.append(Part(piece.kind, 1 if piece.role == "heading" else 2, "", ""))
                texts.append([])
            elif piece.role == "text":
                if not found:
                    found.append(Part("preamble", 1, "", ""))
                    texts.append([])
                texts[-1].append(piece.text)
        if self.signature:
            found.append(Part("other", 1, "", ""))
            texts.append(list(self.signature))
        return tuple(
            part._replace(first=text[0][:12], last=text[-1][-12:]) if text else part
            for part, text in zip(found, texts, strict=True)
        )


def format_of(year: int) -> str:
    """The generation of a report year."""
    return "2008" if year < 2019 else "2019" if year < 2021 else "2021"


TITLES: tuple[Callable[[str, int], str], ...] = (
    lambda name, year: f"{name}{year}年政府信息公开工作年度报告",
    lambda name, year: f"{name}{year}年度政府信息公开工作年度报告",
    lambda name, year: f"{year}年{name}政府信息公开工作年度报告",
    lambda name, year: f"{name}{year}年政府信息公开年度报告",
)


def compose(organ: Organ, year: int, rng: random.Random, *, statistics: bool = False) -> Draft:
    """A consistent report in the format of its year."""
    form = format_of(year)
    rules = organ.agency_type in {"government", "office"} and organ.code.endswith("00")
    values = fill(form, rng, rules=rules) if form != "2008" or statistics else {}
    draft = Draft(
        organ=organ, year=year, format=form, title=rng.choice(TITLES)(organ.printed, year),
        published=date(year + 1, 1, rng.randint(8, 29)), pieces=[], values=values, said=[], rng=rng,
    )  # fmt: skip
    _preamble(draft)
    if form == "2008":
        _free_form(draft, statistics)
    else:
        _six_parts(draft)
    draft.signature = (organ.agency, f"{year + 1}年1月{draft.published.day}日")
    return draft


def _preamble(draft: Draft) -> None:
    year, me = draft.year, draft.organ.agency
    law = "《中华人民共和国政府信息公开条例》"
    text = (
        f"按照{law}规定，现公布{me}{year}年政府信息公开工作年度报告。"
        f"所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。如有疑问，请与{me}联系（电话：0571-85060{draft.rng.randint(100, 999)}）。"
    )
    draft.pieces.append(Piece("text", text))


def _say(draft: Draft, written: prose.Written) -> Piece:
    draft.said.extend(written.said)
    return Piece("text", written.text)


def _six_parts(draft: Draft) -> None:
    me, year, rng = draft.organ.self, draft.year, draft.rng
    for number, (kind, title) in zip(NUMBERS, HEADINGS.items(), strict=False):
        draft.pieces.append(Piece("heading", f"{number}、{title}", kind))
        if kind == "overview":
            _overview(draft)
        elif kind in TABLE_OF:
            rows = grid(draft.format, TABLE_OF[kind], draft.values)
            draft.pieces.append(Piece("table", TABLE_OF[kind], kind, rows))
        elif kind == "problems":
            draft.pieces.append(Piece("text", rng.choice(prose.PROBLEMS)))
        else:
            draft.pieces.append(_say(draft, prose.write(rng.choice(prose.MATTERS), rng, me, year)))
            _fees(draft)


def _overview(draft: Draft) -> None:
    me, year, rng = draft.organ.self, draft.year, draft.rng
    draft.pieces.append(_say(draft, prose.write(rng.choice(prose.OPENINGS), rng, me, year)))
    for number, title in zip(NUMBERS, prose.TOPICS, strict=False):
        draft.pieces.append(Piece("topic", f"（{number}）{title}", TOPIC_KINDS[title]))
        about = prose.requests(draft.values, rng) if title == "依申请公开" else prose.topic(title, rng, me, year)
        draft.pieces.append(_say(draft, about))


TOPIC_KINDS = {
    "主动公开": "other", "依申请公开": "other", "政府信息管理": "other", "平台建设": "other", "监督保障": "other",
}  # fmt: skip


def _fees(draft: Draft) -> None:
    if draft.format != "2021":
        return
    if draft.rng.random() < 0.5:
        draft.pieces.append(Piece("text", "本年度未收取信息处理费。"))
        return
    notices, yuan = draft.rng.randint(2, 9), draft.rng.randint(2, 90) * 100
    draft.pieces.append(
        Piece("text", f"全年发出信息处理费收费通知{notices}件，应收费总额{yuan}元，实际收费总额{yuan / 10000:g}万元。")
    )
    draft.said += [
        Said("fee_notices", notices),
        Said("fee_due_wan", yuan / 10000),
        Said("fee_collected_wan", yuan / 10000),
    ]


def _free_form(draft: Draft, statistics: bool) -> None:
    rng, me, year = draft.rng, draft.organ.self, draft.year
    own = {"overview": "概述", "proactive": "主动公开", "applications": "申请", "fees": "收费", "disputes": "复议"}
    for number, (kind, titles) in zip(NUMBERS, OLD_HEADINGS.items(), strict=False):
        draft.pieces.append(Piece("heading", f"{number}、{rng.choice(titles)}", kind))
        if kind in own:
            if not statistics or kind in {"overview", "fees"}:
                draft.pieces.append(_say(draft, prose.free(own[kind], rng, me, year)))
            else:
                draft.pieces.append(Piece("text", "有关数据见文后统计表，公开的范围和方式符合条例要求。"))
        else:
            draft.pieces.append(Piece("text", rng.choice(prose.PROBLEMS if kind == "problems" else prose.MATTERS)))
    if statistics:
        draft.pieces.append(Piece("heading", "附表：政府信息公开情况统计表", "statistics"))
        draft.pieces.append(Piece("table", "statistics", "statistics", grid("2008", "statistics", draft.values)))
