"""What pages go through before anybody reads them: bytes from text, under true and false declarations."""

import random
import re
from collections.abc import Callable
from typing import NamedTuple

from opencc import OpenCC


class Served(NamedTuple):
    """Bytes as a server would send them."""

    body: bytes
    content_type: str | None


Damage = Callable[[str], Served]

# Readings that the annotating copies put after a character, for the characters they annotate most.
PINYIN = {
    "開": "kāi",
    "務": "wù",
    "報": "bào",
    "區": "qū",
    "縣": "xiàn",
    "處": "chù",
    "應": "yīng",
    "規": "guī",
    "實": "shí",
    "進": "jìn",
    "導": "dǎo",
    "監": "jiān",
    "關": "guān",
    "點": "diǎn",
    "發": "fā",
    "動": "dòng",
    "訴": "sù",
    "議": "yì",
    "認": "rèn",
    "項": "xiàng",
    "問": "wèn",
    "題": "tí",
    "辦": "bàn",
    "網": "wǎng",
    "數": "shù",
    "據": "jù",
    "設": "shè",
    "業": "yè",
    "級": "jí",
    "組": "zǔ",
    "織": "zhī",
    "時": "shí",
    "間": "jiān",
    "單": "dān",
    "統": "tǒng",
    "計": "jì",
}


def declared(text: str, charset: str) -> str:
    return text.replace("{charset}", charset)


def utf8(text: str) -> Served:
    """As it should be."""
    return Served(declared(text, "utf-8").encode(), "text/html; charset=utf-8")


def gbk(text: str) -> Served:
    """GBK, declared gb2312, with characters that gb2312 lacks."""
    return Served(declared(text, "gb2312").encode("gb18030"), "text/html")


def gbk_undeclared(text: str) -> Served:
    """GBK and no word about it anywhere."""
    return Served(re.sub(r"<meta[^>]*charset[^>]*>", "", text, flags=re.I).encode("gb18030"), None)


def gbk_under_utf8(text: str) -> Served:
    """GBK bytes under a UTF-8 header and tag."""
    return Served(declared(text, "utf-8").encode("gb18030"), "text/html; charset=utf-8")


def utf8_as_gb2312(text: str) -> Served:
    """UTF-8 bytes that the tag and the header call gb2312."""
    return Served(declared(text, "gb2312").encode(), "text/html; charset=gb2312")


def utf16_as_gb2312(text: str) -> Served:
    """UTF-16 with its mark, declared gb2312."""
    return Served(b"\xff\xfe" + declared(text, "gb2312").encode("utf-16-le"), "text/html")


def two_metas(text: str) -> Served:
    """Two tags that contradict each other."""
    text = text.replace("<head>", '<head><meta http-equiv="Content-Type" content="text/html; charset=big5">', 1)
    return Served(declared(text, "utf-8").encode(), "text/html")


def broken_bytes(text: str) -> Served:
    """A few stray bytes in the furniture of a valid stream (a cut-off counter, a bad cookie notice)."""
    body = declared(text, "utf-8").encode()
    at = body.find(b"<body")
    at = at if at >= 0 else 0
    return Served(body[:at] + b"<!-- \xff\xfe\xe4 -->" + body[at:] + b"<!-- \xe6\x94 -->", "text/html; charset=utf-8")


INCLUDE = "<ul><li><a href=/1>首页</a></li><li><a href=/2>机构职能与领导分工</a></li><li><a href=/3>公众互动</a></li></ul>"


def gbk_include(text: str) -> Served:
    """A page in UTF-8 whose menu comes from an older file, on one line with it."""
    return Served(_including(text, "utf-8", "gbk"), "text/html; charset=utf-8")


def utf8_include(text: str) -> Served:
    """A page in GBK whose menu comes from a newer file."""
    return Served(_including(text, "gbk", "utf-8"), "text/html")


def _including(text: str, main: str, other: str) -> bytes:
    head, tag, rest = declared(text, main).partition("<body")
    opening, _, body = rest.partition(">")
    return f"{head}{tag}{opening}>".encode(main) + INCLUDE.encode(other) + body.encode(main)


def mojibake(text: str) -> Served:
    """UTF-8 read as GBK and saved again as UTF-8."""
    text = declared(text, "utf-8")
    lines = [_twice(line) for line in text.split("\n")]
    return Served("\n".join(lines).encode(), "text/html; charset=utf-8")


def _twice(line: str) -> str:
    """The line read wrongly, where every byte survives that; pieces that would not are left as they were."""

    def read_wrongly(match: re.Match[str]) -> str:
        raw = match.group().encode()
        wrong = raw.decode("gb18030", "replace")
        return wrong if wrong.encode("gb18030", "replace") == raw else match.group()

    return re.sub(r"[^\x00-\x7f]+", read_wrongly, line)


def traditional(text: str) -> Served:
    """A copy in traditional characters."""
    return Served(OpenCC("s2t").convert(declared(text, "utf-8")).encode(), "text/html; charset=utf-8")


def glossed(text: str) -> Served:
    """A copy in traditional characters with the reading of every other one behind it; the mark-up is left alone."""
    text = OpenCC("s2t").convert(declared(text, "utf-8"))
    rng = random.Random(7)

    def gloss(match: re.Match[str]) -> str:
        out = match.group()
        return "".join(f"{c}({PINYIN[c]})" if c in PINYIN and rng.random() < 0.8 else c for c in out)

    return Served(re.sub(r"(?<=>)[^<>]+(?=<)|\A[^<]+\Z", gloss, text).encode(), "text/html; charset=utf-8")


def lost_bytes(text: str) -> Served:
    """A traditional, glossed copy went through GBK and lost a byte before some opening marks; pairs go wrong until ASCII."""
    text = glossed(text).body.decode()

    def drop(match: re.Match[str]) -> str:
        raw = match.group().encode("gbk", "replace")
        return (raw[:1] + raw[2:]).decode("gbk", "replace").replace("\ufffd", "?")

    # The character whose second byte is lost, the mark behind it, and all up to the next ASCII character.
    damaged = re.sub(r"(?:(?<=　)　（[一二三四五六]）|。“)[^\x00-\x7f]{1,60}", drop, text)
    return Served(damaged.encode(), "text/html; charset=utf-8")


def entities(text: str) -> Served:
    """Entities escaped twice by a careless import."""
    text = declared(text, "utf-8").replace("&nbsp;", "&amp;nbsp;")
    return Served(
        text.replace("“", "&amp;ldquo;").replace("”", "&amp;rdquo;").replace("—", "&amp;mdash;").encode(),
        "text/html; charset=utf-8",
    )


def invisible(text: str) -> Served:
    """Zero-width and private-use characters between the others, a BOM in the middle."""
    text = (
        declared(text, "utf-8")
        .replace("政府", "政\u200b府")
        .replace("公开", "公\ufeff开")
        .replace("信息", "信\u2060息")
    )
    return Served(text.replace("。", "。\ue5ce").encode(), "text/html; charset=utf-8")


def cfemail(text: str) -> Served:
    """An address hidden by Cloudflare: one that can be decoded and one that cannot."""
    key, address = 0x5A, "xxgk@example.test"
    coded = f"{key:02x}" + "".join(f"{ord(c) ^ key:02x}" for c in address)
    link = f'电子邮箱：<a href="/cdn-cgi/l/email-protection" class="__cf_email__" data-cfemail="{coded}">[email&#160;protected]</a>。'
    return Served(
        declared(text, "utf-8").replace("</p>", f"</p>\n<p>{link}</p>", 1).encode(), "text/html; charset=utf-8"
    )


def unclosed(text: str) -> Served:
    """Paragraphs, rows and cells that are never closed, a stray end tag, an attribute without its quote."""
    text = re.sub(r"</(p|td|tr|li)>", "", declared(text, "utf-8"))
    return Served(
        text.replace("<body>", '</div><body class="x>', 1).replace('class="x>', "class=x></b>").encode(),
        "text/html; charset=utf-8",
    )
