"""Addresses hidden by Cloudflare: decodable ones from their attribute, bare placeholders dropped and reported."""

import re
from itertools import cycle

from harvester.text.trace import Outcome

_PLACEHOLDER = re.compile(r"\[\s*email[\s\xa0]*protected\s*\]|(?<![\w@])email[\s\xa0]protected(?![\w@])", re.IGNORECASE)
_HEX = re.compile(r"(?:[0-9a-fA-F]{2}){4,200}")


def decode_cfemail(encoded: str) -> str | None:
    """Decode the value of `data-cfemail`; None when it is not one.

    >>> key = 0x5A
    >>> decode_cfemail(bytes([key, *(byte ^ key for byte in b"gk@example.gov.cn")]).hex())
    'gk@example.gov.cn'
    >>> decode_cfemail("xyz")
    """
    if not _HEX.fullmatch(encoded.strip()):
        return None
    key, *body = bytes.fromhex(encoded.strip())
    try:
        address = bytes(byte ^ mask for byte, mask in zip(body, cycle([key]), strict=False)).decode("utf-8")
    except UnicodeDecodeError:
        return None
    return address if "@" in address and address.isprintable() else None


def drop_hidden_emails(text: str) -> Outcome:
    """Remove Cloudflare's placeholder of an e-mail address: the address is not in the text, so it is reported as lost.

    >>> drop_hidden_emails("电子邮箱：[email protected]）。").text
    '电子邮箱：）。'
    """
    if not any(word in text for word in ("rotected", "ROTECTED")):
        return Outcome(text)
    cleaned, places = _PLACEHOLDER.subn("", text)
    if not places:
        return Outcome(text)
    return Outcome(cleaned, places, "[email protected]", (f"e-mail address hidden by Cloudflare ({places})",))
