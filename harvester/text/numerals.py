"""Chinese numerals: positional (一百二十), digit by digit (二〇二三), financial (壹佰), mixed (3万5千)."""

import re

DIGITS = {
    "零": 0, "〇": 0, "○": 0, "Ｏ": 0, "一": 1, "二": 2, "两": 2, "兩": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7,
    "八": 8, "九": 9, "壹": 1, "贰": 2, "貳": 2, "叁": 3, "參": 3, "肆": 4, "伍": 5, "陆": 6, "陸": 6, "柒": 7, "捌": 8,
    "玖": 9,
}  # fmt: skip
TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}

NUMERAL_CHARACTERS = "".join(DIGITS) + "".join(TENS) + "".join(MYRIADS)

_DIGIT_BY_DIGIT = re.compile(rf"[{''.join(DIGITS)}]{{2,}}")
_ARABIC = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_SHORTHAND = re.compile(rf"(.*?)([{''.join(MYRIADS)}{''.join(TENS)}])([{''.join(DIGITS)}])")
_MAXIMUM_LENGTH = 40


def read_numeral(s: str) -> int | float | None:
    """Read a numeral written in Chinese, in digits, or mixed; None when it is not wholly one number.

    >>> read_numeral("一百二十"), read_numeral("二〇二三"), read_numeral("十五"), read_numeral("两万三千零五")
    (120, 2023, 15, 23005)
    >>> read_numeral("1.2万"), read_numeral("3亿5千万"), read_numeral("一百五"), read_numeral("一点二万")
    (12000, 350000000, 150, 12000)
    >>> read_numeral("百花"), read_numeral(""), read_numeral("十十")
    (None, None, None)
    """
    text = s.strip()
    if not text or len(text) > _MAXIMUM_LENGTH:
        return None
    if _ARABIC.fullmatch(text):
        return _plain(float(text)) if "." in text else int(text)
    if _DIGIT_BY_DIGIT.fullmatch(text):
        return int("".join(str(DIGITS[character]) for character in text))
    return _read_myriads(_expand_shorthand(text))


def _plain(value: float) -> int | float:
    """Turn 12000.0 into 12000 and hide the noise of binary fractions."""
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded


def _expand_shorthand(text: str) -> str:
    """Turn 一百五 into 一百五十 and 两万三 into 两万三千; 一百零五 and 十五 stay."""
    match = _SHORTHAND.fullmatch(text)
    if not match or match[2] in "十拾" or match[3] in "零〇○":
        return text
    unit = TENS.get(match[2]) or MYRIADS[match[2]]
    next_unit = {10**8: "千万", 10**4: "千", 1000: "百", 100: "十"}[unit]
    return text + next_unit if match[1] else text


def _read_myriads(text: str) -> int | float | None:
    """Read a numeral as groups below 万 and 亿."""
    for characters, unit in (("亿億", 10**8), ("万萬", 10**4)):
        at = max(text.rfind(character) for character in characters)
        if at < 0:
            continue
        head, tail = _read_myriads(text[:at]), text[at + 1 :].lstrip("零〇○")
        rest = _read_myriads(tail) if tail else 0
        if head is None or rest is None or rest >= unit:
            return None
        return _plain(head * unit + rest)
    return _read_group(text)


def _read_group(text: str) -> int | float | None:
    """Read a group without 万 and 亿: digits, 一点二, or 一千二百三十四."""
    if _ARABIC.fullmatch(text):
        return _plain(float(text)) if "." in text else int(text)
    whole, point, fraction = text.partition("点")
    if point:
        start = _read_group(whole)
        if start is None or not fraction or any(character not in DIGITS for character in fraction):
            return None
        return _plain(float(f"{start}.{''.join(str(DIGITS[character]) for character in fraction)}"))
    return _read_tens(text)


def _read_tens(text: str) -> int | None:
    """Read 一千二百三十四 with falling units; 十 alone is ten."""
    total, limit, position = 0, 10**4, 0
    while position < len(text):
        if text[position] in "零〇○" and 0 < position < len(text) - 1:
            position += 1
            continue
        digits = re.compile(r"[0-9]+").match(text, position)
        if digits:
            digit, position = int(digits[0]), digits.end()
        elif text[position] in DIGITS:
            digit, position = DIGITS[text[position]], position + 1
        elif text[position] in "十拾" and total == 0:
            digit = 1
        else:
            return None
        unit = TENS.get(text[position], 0) if position < len(text) else 1
        if not unit or unit >= limit or (digit >= 10 and unit > 1):
            return None
        total, limit, position = total + digit * unit, unit, position + 1
    return total if text else None
