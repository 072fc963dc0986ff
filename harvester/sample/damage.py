"""What happens to texts on the way: lost bytes, inline pinyin, one cell a line, pipes. Modelled on real damage."""

from collections.abc import Callable
from functools import cache

from harvester.sample.markup import body_html, body_lines, escape
from harvester.sample.model import Report

# Readings of the commonest characters that differ between the scripts, for the pinyin glosses.
READINGS = {
    "jiān": "坚监间艰", "dǎo": "导", "jīng": "经", "jì": "际计记纪", "fā": "发", "kāi": "开", "guān": "关观",
    "wù": "务", "huì": "会", "xiàn": "现县", "shí": "时实识", "yè": "业", "dòng": "动", "lǐng": "领",
    "mén": "门", "wèn": "问", "tí": "题", "jiǎn": "检减", "duì": "对", "yú": "于", "zhuǎn": "转", "chǎn": "产",
    "diàn": "电", "huà": "划", "zǒng": "总", "shù": "数", "chù": "处", "quán": "权", "xiàng": "项",
    "fù": "复负", "nóng": "农", "jié": "结节", "tiáo": "条调", "dān": "单", "bàn": "办", "wǎng": "网",
    "luò": "络", "rèn": "认", "guàn": "贯", "chè": "彻", "zhí": "执", "guī": "规", "zé": "责则", "shè": "设",
    "zhòng": "众", "chuán": "传", "dá": "达", "jí": "级", "shěn": "审", "qǐng": "请", "yì": "议义", "sù": "诉",
    "sòng": "讼", "wéi": "维", "jiū": "纠", "fèi": "费", "xí": "习", "jìn": "进", "hái": "还", "yīng": "应",
    "yōu": "优", "zhì": "质", "biāo": "标", "zhǔn": "准", "lán": "栏", "tǐ": "体", "hào": "号", "lián": "联",
    "bào": "报", "píng": "评", "xùn": "训", "jiǎng": "讲", "jiàn": "见", "lǎn": "览", "hù": "护", "jù": "据",
    "biān": "编", "yán": "严", "dāng": "当", "gòu": "够", "fēng": "丰", "kuàng": "况",
}  # fmt: skip
GLOSSES = {character: reading for reading, characters in READINGS.items() for character in characters}


@cache
def _converter() -> Callable[[str], str]:
    import opencc  # noqa: PLC0415 - slow to load and needed by few pages

    convert: Callable[[str], str] = opencc.OpenCC("s2tw").convert
    return convert


def to_traditional(text: str) -> str:
    """Traditional characters, as a converting gateway prints them."""
    return _converter()(text)


def gloss(text: str) -> str:
    """Traditional characters, each converted one followed by its reading in brackets.

    >>> gloss("坚持发展")
    '堅(jiān)持發(fā)展'
    """
    simplified, traditional = text, to_traditional(text)
    if len(simplified) != len(traditional):
        return traditional
    return "".join(
        f"{new}({GLOSSES[old]})" if old != new and old in GLOSSES else new
        for old, new in zip(simplified, traditional, strict=True)
    )


def lose_bytes(text: str) -> str:
    """The first byte of a GBK bracket at the head of a line fell out, and its neighbors moved up by one byte.

    >>> lose_bytes("（一）積極推動")
    '?。ㄒ唬┓e極推動'
    """
    if not text.startswith("（") or len(text) < 5:
        return text
    data = text[:4].encode("gbk", errors="replace")[1:]
    pairs = [data[index : index + 2].decode("gbk", errors="ignore") for index in range(0, 6, 2)]
    last = chr(data[6]) if data[6] < 0x80 else "?"
    return "?。" + "".join(pairs) + last + text[4:]


def _flat(report: Report) -> list[str]:
    """Lines of the report without its tables, whose headings stay."""
    return [line for line in body_lines(report, tables=False) if isinstance(line, str)]


def _glossed(report: Report) -> str:
    return "\n".join(f"<p>{escape(gloss(line))}</p>" for line in _flat(report))


def _lost_bytes(report: Report) -> str:
    return "\n".join(f"<p>{escape(lose_bytes(gloss(line)))}</p>" for line in _flat(report))


def _one_cell_a_line(report: Report) -> str:
    lines: list[str] = []
    for line in body_lines(report):
        lines += [line] if isinstance(line, str) else line
    return "<br/>\n<br/>\n".join(escape(line) for line in lines)


def _pipes(report: Report) -> str:
    lines = [line if isinstance(line, str) else "| " + " | ".join(line) + " |" for line in body_lines(report)]
    noise = "|" * 60
    return "<pre>" + "\n".join([noise, "|", *(escape(line) for line in lines), noise]) + "</pre>"


def _traditional(report: Report) -> str:
    return to_traditional(body_html(report))


DAMAGES: dict[str, Callable[[Report], str]] = {
    "gloss": _glossed,
    "bytes": _lost_bytes,
    "lines": _one_cell_a_line,
    "pipes": _pipes,
    "traditional": _traditional,
}
TABLES_LOST = frozenset({"gloss", "bytes"})
