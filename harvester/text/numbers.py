"""Numbers as printed: the value of a table cell with its state, unit and note, and the quantities in a sentence."""

import re
from typing import Literal, NamedTuple

from harvester.text.numerals import NUMERAL_CHARACTERS, read_numeral

State = Literal["numeric", "zero", "blank", "dash", "not_applicable", "none_word", "text"]


class Cell(NamedTuple):
    """One printed table cell, read."""

    raw: str
    state: State
    value: int | float | None = None
    """None unless the state is numeric or zero."""
    unit: str | None = None
    note: str | None = None
    """What stands beside the number, e.g. `其中修订16件`."""


class Quantity(NamedTuple):
    """One number in running text."""

    start: int
    end: int
    """Span of number, qualifier and unit."""
    value: int | float
    unit: str
    """`""` when none is printed."""
    qualifier: str
    """余, 多, 约, 近, 超 ... as printed, `""` when the number is exact."""
    raw: str


_UNIT_ROWS = """
    平方公里 平方米 个百分点 百分点 亿元 万元 千元 万人次 人次 万次 万条 万字 公里 户次 家次 场次 批次 部门
    元 条 件 宗 次 篇 个 人 期 份 起 项 场 批 家 部 本 册 则 名 位 类 种 字 幅 处 套 块 张 户 站 轮 所 例 笔 段 集 版 页
    封 卷 天 年 月 日 小时 分钟 倍 成 分 % ‰
"""
UNITS = tuple(_UNIT_ROWS.split())
_UNIT = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
_WIDE = str.maketrans(
    "０１２３４５６７８９．％＋－，（）ＮｎＡａ／＼",
    "0123456789.%+-,()NnAa/\\",
)
_NUMBER = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?|\.[0-9]+"
_BLANK = re.compile(r"[\s\u200b\ufeff]*")
_DASH = re.compile(r"[-—–－―─_/\\／＼－一ー~～]{1,6}")
_NOT_APPLICABLE = re.compile(r"(?:N/?A|不适用|不涉及|本单位不涉及)", re.IGNORECASE)
_NONE_WORD = re.compile(r"(?:无|無|没有|暂无|暂没有|空|未发生|零报告)")
_CELL = re.compile(
    rf"""
    (?P<sign>[+\-−﹣])? \s* (?P<number>{_NUMBER}) \s* (?P<scale>[十百千]?[万亿](?!元)|[百千](?=万))? \s*
    (?P<unit>{_UNIT})? \s* (?P<note>[(\[（【〔].*[)\]）】〕])? \s* [。；;]?
    """,
    re.VERBOSE | re.DOTALL,
)
_OUTER = str.maketrans("", "", "()[]（）【】〔〕")
_WHOLE_CELL_NUMERAL = re.compile(rf"[{NUMERAL_CHARACTERS}]+")


def read_cell(raw: str) -> Cell:
    """Read one table cell; blank, dash, zero, 无 and 不适用 are different facts and stay apart.

    >>> read_cell("22（其中修订16件）")
    Cell(raw='22（其中修订16件）', state='numeric', value=22, unit=None, note='其中修订16件')
    >>> read_cell("37964.59万元")[1:4], read_cell("1,234")[1:3], read_cell("-3")[1:3], read_cell("０")[1:3]
    (('numeric', 37964.59, '万元'), ('numeric', 1234), ('numeric', -3), ('zero', 0))
    >>> [read_cell(s).state for s in ("", "—", "无", "不适用", "见附件", "/")]
    ['blank', 'dash', 'none_word', 'not_applicable', 'text', 'dash']
    """
    if _BLANK.fullmatch(raw):
        return Cell(raw, "blank")
    text = " ".join(raw.split()).translate(_WIDE)
    for pattern, state in _WORDS:
        if pattern.fullmatch(text):
            return Cell(raw, state)
    return _read_number_cell(raw, text) or Cell(raw, "text")


_WORDS: tuple[tuple[re.Pattern[str], State], ...] = (
    (_NOT_APPLICABLE, "not_applicable"),
    (_DASH, "dash"),
    (_NONE_WORD, "none_word"),
)


def _read_number_cell(raw: str, text: str) -> Cell | None:
    """Read a cell that holds one number and nothing but a unit and a bracketed note beside it."""
    match = _CELL.fullmatch(text.replace(" ", "") if re.fullmatch(r"[+\-]?[0-9 ,.]+", text) is None else text)
    if not match:
        return _read_numeral_cell(raw, text)
    value = _value(match["number"], match["scale"])
    if match["sign"] and match["sign"] != "+":
        value = -value
    note = match["note"][1:-1].strip() if match["note"] else None
    return Cell(raw, "numeric" if value else "zero", value or 0, match["unit"], note or None)


def _read_numeral_cell(raw: str, text: str) -> Cell | None:
    """Read a cell that holds a Chinese numeral alone: 十二 or 二〇. A lone 一 is a dash or a heading: see `_DASH`."""
    if not _WHOLE_CELL_NUMERAL.fullmatch(text):
        return None
    value = read_numeral(text)
    if value is None:
        return None
    return Cell(raw, "numeric" if value else "zero", value)


def _value(number: str, scale: str | None) -> int | float:
    """The number with its Chinese scale: 1.2 and 万 give 12000."""
    digits = number.replace(",", "")
    value: int | float = float(digits) if "." in digits else int(digits)
    factor = 1
    for character in scale or "":
        factor *= {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}[character]
    value = round(value * factor, 6)
    return int(value) if value == int(value) else value


_BEFORE = "约|近|超过|超|逾|突破|上(?=[百千万])|达到|达|共计|至少|不少于|不低于|不足|将近|大约"
_NUMERAL = rf"[{NUMERAL_CHARACTERS.replace('Ｏ', '')}]{{1,12}}(?:点[零〇一二三四五六七八九]{{1,4}}[万亿]?)?"
_QUANTITY = re.compile(
    rf"""
    (?P<before>{_BEFORE})? \s{{0,2}}
    (?: (?<![0-9A-Za-z._/?□\ufffd-]) (?!(?<=[0-9],)[0-9]{{3}})
        (?P<number>{_NUMBER}) (?![A-Za-z_]) \s{{0,2}}
        (?: (?P<inside>[余多])? (?P<scale>[百千]?[万亿] | [百千](?=[余多]?(?:{_UNIT})))
            (?P<rest>(?:[0-9]{{1,4}}(?:[千百]?万|[千百])){{0,2}}(?:(?<=万)[0-9]{{4}}(?![0-9]))?) )?
      | (?P<percent>百分之) (?P<part>{_NUMERAL}|[0-9.]{{1,8}})
      | (?<![数几]) (?P<numeral>{_NUMERAL}) (?: (?P<within>[余多]) (?P<myriad>[万亿]) )? )
    (?P<after>余|多|来|几|左右|以上|以下)? \s{{0,2}}
    (?P<unit>{_UNIT})? (?P<late>左右|以上|以下)?
    """,
    re.VERBOSE,
)
_EXACT = frozenset({"达到", "达", "共计"})
# A numeral counts only before one of these: 一般, 一是, 三农, 十分 and 四个意识 are words.
_COUNTED = frozenset(UNITS) - {"年", "月", "日", "成", "分", "部", "本", "位", "处", "所", "段", "天"}
_ROUND = {"百": 100, "千": 1000, "万": 10**4, "百万": 10**6, "千万": 10**7}
"""Round numbers that count only with a word like 近 or 余 beside them: 近百件, 千余条, but not 百件实事."""
_GUESS = re.compile(r"[一二两三四五六七八九]{2,}")
"""两三次, 三五件: about so many."""


def find_quantities(text: str) -> list[Quantity]:
    """Every number of a text with its unit and qualifier; Chinese numerals only where a unit shows that they count.

    >>> [(q.value, q.unit, q.qualifier) for q in find_quantities("全年公开1.2万余条，办结率100%，培训一百二十人次。")]
    [(12000, '条', '余'), (100, '%', ''), (120, '人次', '')]
    >>> [q.value for q in find_quantities("答复88件，1件结转；访问1,234次。")]
    [88, 1, 1234]
    >>> find_quantities("一是认识不到位；三农工作十分重要。")
    []
    """
    found = (_read_quantity(match, text) for match in _QUANTITY.finditer(text.translate(_WIDE)))
    return [quantity for quantity in found if quantity]


def _read_quantity(match: re.Match[str], text: str) -> Quantity | None:
    """One match as a quantity; None when it is a word that begins like a numeral."""
    words = (match["before"], match["inside"] or match["within"], match["after"], match["late"])
    qualifier = "".join(word for word in words if word and word not in _EXACT)
    unit = match["unit"] or ""
    value: int | float | None
    if match["number"]:
        value = _scaled(match)
    elif match["percent"]:
        value, unit = read_numeral(match["part"]), unit or "%"
    else:
        value = _counted(match["numeral"] + (match["myriad"] or ""), bool(qualifier)) if unit in _COUNTED else None
    if value is None:
        return None
    start = match.end("before") if match["before"] in _EXACT else match.start()
    return Quantity(start, match.end(), value, unit, qualifier, text[start : match.end()])


def _scaled(match: re.Match[str]) -> int | float | None:
    """A number in digits with its scale: 1200余万, 3万5千."""
    if match["rest"]:
        return read_numeral(match["number"].replace(",", "") + match["scale"] + match["rest"])
    return _value(match["number"], match["scale"])


def _counted(numeral: str, about: bool) -> int | float | None:
    """A numeral that counts something; None for a guess and for a round word without a word like 近 beside it."""
    if _GUESS.fullmatch(numeral):
        return None
    return _ROUND.get(numeral) if about and numeral in _ROUND else read_numeral(numeral)
