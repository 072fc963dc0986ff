"""Repair of single characters: entities left in text, invisible and private-use characters, full-width data."""

import html
import re
from functools import lru_cache

from harvester.text.chinese import utf8_of
from harvester.text.language import STRANGE, commonness
from harvester.text.script import simplify_character
from harvester.text.trace import NODE, Outcome

# `&amp;nbsp;` and deeper nestings shrink to `&nbsp;` in one pass; the bound keeps hostile nestings linear.
_NESTED_AMPERSAND = re.compile(
    r"&(?:(?:amp|#0*38|#x0*26);)+(?=(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});)", re.I
)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.I)
_MOST_PASSES = 4


def decode_entities(text: str) -> Outcome:
    """Decode character references that are still there after the page was parsed: the page had encoded them twice.

    >>> decode_entities("第二十条&amp;ldquo;三公&rdquo;经费&#12290;").text
    '第二十条“三公”经费。'
    >>> decode_entities("AT&T index.asp?a=1&copy=2").places
    0
    """
    if "&" not in text or ";" not in text:
        return Outcome(text)
    places, detail = 0, ""
    for _ in range(_MOST_PASSES):
        decoded, count = _ENTITY.subn(_decode_entity, _NESTED_AMPERSAND.sub("&", text))
        if decoded == text:
            break
        detail = detail or _first_entity(text)
        text, places = decoded, places + max(count, 1)
    return Outcome(text, places, detail)


def _decode_entity(match: re.Match[str]) -> str:
    """One reference as its character; controls become nothing, a line break a space."""
    decoded = html.unescape(match[0])
    if decoded in "\r\n\t":
        return " "
    return "" if len(decoded) == 1 and not decoded.isprintable() and not decoded.isspace() else decoded


def _first_entity(text: str) -> str:
    match = _ENTITY.search(text)
    return match[0] if match else ""


_CONTROLS = f"\\x00-\\x08\\x0b\\x0c\\x0e-{chr(ord(NODE) - 1)}\\x7f-\\x9f\\xad"
_INVISIBLE = re.compile(
    f"[{_CONTROLS}\\u061c\\u180e\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb]"
)
_JOINED_EMOJI = re.compile("[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]\u200d")
_KEPT_JOINER = "\ufdd0"
_LINE_MARKS = str.maketrans({"\u2028": " ", "\u2029": " ", "\x85": " "})


def drop_invisible(text: str) -> Outcome:
    """Remove zero-width, direction and control characters; tabs, line breaks and node marks stay.

    >>> drop_invisible("政府\\u200b信息\\ufeff公开\\x00").text
    '政府信息公开'
    """
    if not _INVISIBLE.search(text):
        return Outcome(text)
    cleaned = text.translate(_LINE_MARKS)
    if "\u200d" in cleaned:
        cleaned = _JOINED_EMOJI.sub(lambda match: match[0][0] + _KEPT_JOINER, cleaned)
    cleaned = _INVISIBLE.sub("", cleaned).replace(_KEPT_JOINER, "\u200d")
    return Outcome(cleaned, max(1, len(text) - len(cleaned)) if cleaned != text else 0)


_CONTROL_BYTES = bytes((*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F))
_CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]+"
_OF_DIGIT = r"[\x10-\x19]+"
"""What a digit becomes when one bit of it is lost."""
_BROKEN_NUMBER = re.compile(
    rf"(?:(?<=\d)|(?<=\d[.,])){_CONTROL}(?=\d)|(?<=\d){_CONTROL}(?=[.,]\d)|(?<=\d){_OF_DIGIT}|{_OF_DIGIT}(?=\d)"
)


def mark_broken_numbers(text: str) -> Outcome:
    """Mark a control character inside a number, or at its edge where it may have been a digit: else it is another.

    >>> mark_broken_numbers("处罚8\\x1258件").text == "处罚8\\ufffd58件"
    True
    >>> mark_broken_numbers("采购176.6\\x12万元").text == "采购176.6\ufffd万元"
    True
    >>> mark_broken_numbers("采购6\\x13.90万元").text == "采购6\ufffd.90万元"
    True
    >>> mark_broken_numbers("公开\\x12信息858条").places
    0
    """
    raw = utf8_of(text)
    if len(raw.translate(None, _CONTROL_BYTES)) == len(raw):
        return Outcome(text)
    marked, places = _BROKEN_NUMBER.subn("\ufffd", text)
    notes = (f"a digit is lost inside {places} numbers",) if places else ()
    return Outcome(marked, places, "", notes)


_PRIVATE = re.compile("[\ue000-\ue864]+|[\ue865-\uf8ff\U000f0000-\U0010ffff]+")
_ANY_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_LAST_OF_GB18030 = "\ue864"
_NEAR = 6
_MARKS_OF_LOSS = frozenset("?？\ufffd□")
# Characters that older tables of GB 18030 kept in the private-use area.
_PRIVATE_TWINS = {
    "\ue5e5": "\u3000", "\ue7c7": "\u1e3f", "\ue7c8": "\u01f9", "\ue81e": "\u9fb4", "\ue826": "\u9fb5",
    "\ue82b": "\u9fb6", "\ue82c": "\u9fb7", "\ue832": "\u9fb8", "\ue843": "\u9fb9", "\ue854": "\u9fba",
    "\ue864": "\u9fbb", "\ue863": "\u4dae",
}  # fmt: skip


def drop_private_use(text: str) -> Outcome:
    """Remove private-use characters (bullets of symbol fonts, icons); known twins are replaced.

    Codes of GB 18030 without a character stay where they tell of lost bytes: several together, or beside a mark of
    loss or a character that official prose does not use.

    >>> drop_private_use("\\uf0b7全年公开信息").text
    '全年公开信息'
    >>> drop_private_use("信息的收集\\ue1d6\\ue571\\ufffd").places
    0
    """
    if not _ANY_PRIVATE.search(text):
        return Outcome(text)
    places = 0

    def drop(match: re.Match[str]) -> str:
        nonlocal places
        if _tells_of_loss(match):
            return match[0]
        places += len(match[0])
        return "".join(_PRIVATE_TWINS.get(char, "") for char in match[0])

    return Outcome(_PRIVATE.sub(drop, text), places)


def _tells_of_loss(match: re.Match[str]) -> bool:
    """Whether codes without a character stand where bytes were lost."""
    if match[0][0] > _LAST_OF_GB18030:
        return False
    start, end = match.span()
    beside = match.string[max(0, start - 1) : start] + match.string[end : end + 1]
    if any(char in _MARKS_OF_LOSS or _is_strange(char) for char in beside):
        return True
    han = [char for char in beside if "\u3400" <= char <= "\u9fff"]
    near = match.string[max(0, start - _NEAR) : start] + match.string[end : end + _NEAR]
    return bool(han) and (len(match[0]) > 1 or (len(han) > 1 and any(c in "\ufffd□" or _is_strange(c) for c in near)))


@lru_cache(maxsize=4_096)
def _is_strange(char: str) -> bool:
    """Whether prose does not hold a character: rare Han, and kana, bopomofo and box drawing of shifted pairs."""
    if "\u3041" <= char <= "\u312f" or "\u2500" <= char <= "\u257f":
        return True
    return "\u3400" <= char <= "\u9fff" and commonness(simplify_character(char)) < STRANGE


_WIDE_ALNUM = re.compile("[０-９Ａ-Ｚａ-ｚ％]")
_WIDE_CODES = (0xFF05, *range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
_WIDE_TO_NARROW = {code: code - 0xFEE0 for code in _WIDE_CODES}
_WIDE_RUN, _NEAR_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ％]+"), 4
_WIDE_POINT = re.compile(r"(?<=[0-9])[．](?=[0-9])")
_WIDE_COMMA = re.compile(r"(?<![0-9,，])([０-９]{1,3})((?:，[０-９]{3})+)(?![０-９，])")
_WIDE_MINUS = re.compile(r"(?<=[0-9])－(?=[0-9])")


def narrow_data(text: str) -> Outcome:
    """Write full-width digits, Latin letters and percent signs as plain ones; Chinese punctuation stays.

    >>> narrow_data("２０２２年，公开１，２３４条（占９８．５％）").text
    '2022年，公开1,234条（占98.5%）'

    Halves of lost characters make such letters too: those beside other traces of a loss stay.

    >>> narrow_data("领导干部、研Ｐ３な榧恰⑾喙").places
    0
    """
    places = 0

    def narrowed(match: re.Match[str]) -> str:
        nonlocal places
        if _is_in_damage(match):
            return match[0]
        places += len(match[0])
        return match[0].translate(_WIDE_TO_NARROW)

    if not _WIDE_ALNUM.search(text):
        return Outcome(text)
    narrow = _WIDE_COMMA.sub(lambda match: match[1] + match[2].replace("，", ","), text)
    narrow = _WIDE_RUN.sub(narrowed, narrow)
    if not places:
        return Outcome(text)
    return Outcome(_WIDE_MINUS.sub("-", _WIDE_POINT.sub(".", narrow)), places, _around(_WIDE_ALNUM.search(text)))


def _is_in_damage(match: re.Match[str]) -> bool:
    """Whether full-width letters stand among what lost bytes leave."""
    start, end = match.span()
    near = match.string[max(0, start - _NEAR_WIDE) : start] + match.string[end : end + _NEAR_WIDE]
    return len(match[0]) < _NEAR_WIDE and any(char in "\ufffd□" or _is_strange(char) for char in near)


def _around(match: re.Match[str] | None, width: int = 6) -> str:
    """The match with a few characters on both sides, for a person."""
    if not match:
        return ""
    return match.string[max(0, match.start() - width) : match.end() + width].replace(NODE, " ").replace("\n", " ")
