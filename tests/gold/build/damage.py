"""What happens to texts on the way to us."""

import re
from collections.abc import Callable

from harvester.sample.damage import gloss, to_traditional

Damage = Callable[[str], str]


def traditional(text: str) -> str:
    """A gateway converted the page to traditional characters."""
    return to_traditional(text)


def glossed(text: str) -> str:
    """The same with the readings of the characters in brackets."""
    return re.sub(r"(?<=>)[^<]+(?=<)", lambda match: gloss(match[0]), text)


def lost_bytes(text: str) -> str:
    """Full-width brackets at the head of a paragraph broken, after the gateway."""
    return re.sub(
        r"(?<=<p>)　*(（[^\x00-\x7f]+)([(<])", lambda match: _shifted(match[1]) + match[2].strip("("), glossed(text)
    )


def _shifted(run: str) -> str:
    """The first byte is gone; every pair after it was read one byte off, up to the next ASCII character."""
    data = run.encode("gbk", "replace")[1:]
    pairs = (data[i : i + 2].decode("gbk", "ignore") for i in range(0, len(data) - 1, 2))
    return "?。" + "".join(pairs) + "?"


def dashes_for_years(text: str) -> str:
    """A site that writes 年 as a dash in every date."""
    return re.sub(r"(20\d\d)年(\d{1,2})月(\d{1,2})日", r"\1-\2-\3", text)


def lost_months(text: str) -> str:
    """Dates that lost their 月."""
    return re.sub(r"(20\d\d年1)月(1日起)", r"\1\2", text)


TEXT: tuple[Damage, ...] = (traditional, glossed, lost_bytes)
DATES: tuple[Damage, ...] = (dashes_for_years, lost_months)
