"""Reads whom to ask about a report: telephone, e-mail, address, postcode. Names of persons are passed over."""

import re

from harvester.report.model import Contact

_LABEL_END = r"(?:号码?)?(?:[(（][^)）]{1,8}[)）])?\s*(?:[：:为是]|\s)\s*"
_PHONE = re.compile(
    rf"(?:(?<!传真)(?<!手机)(?:联系|咨询|办公|监督|受理)?电\s*话(?:[/、及和]传真)?(?:{_LABEL_END}|(?=[(（]?0\d))"
    rf"|联系方式{_LABEL_END}|致电[^，,。；;（(]{{0,24}}(?=[(（]?0\d))[(（]?"
    r"(?P<phone>(?:[(（]?0\d{2,3}[)）]?\s*[-—–－―]{0,2}\s*)?\d{7,8}(?:\s*[-—转]\s*\d{1,5})?(?!\d)|1[3-9]\d{9}(?!\d)|123\d{2}(?!\d))"
)
_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+-])(?P<email>[A-Za-z0-9][A-Za-z0-9._%+-]{0,60}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,10})(?![A-Za-z0-9])"
)
_POSTCODE = re.compile(r"(?:邮\s*编|邮政编码)\s*[：:为是]?\s*(?P<postcode>\d{6})(?!\d)")
_ADDRESS = re.compile(
    r"(?<!邮箱)(?<!邮件)(?<!网络)(?<!网站)(?<!IP)(?:通[信讯]|办公|联系|单位|详细)?地\s*址\s*[：:为是]\s*"
    r"(?P<address>(?:[^；;，,。：:\n（()）]|（[^（）\n]{0,30}）|\([^()\n]{0,30}\)){4,60}?)"
    r"(?=\s*(?:[；;，,。)）\n]|邮编|邮政编码|(?:联系)?电话|传真|电子|邮箱|联系人|$))"
)
_REGION = re.compile(r"联系|致电|电\s*话|地\s*址|邮\s*编|邮政编码|邮箱|邮件|@")


def read_contact(text: str) -> Contact:
    """The contact block of a text; a part that is not given is None.

    >>> read_contact("请与某县人民政府办公室联系（地址：人民大道1号；邮编：325800；电话：0577-66660000）。").phone
    '0577-66660000'
    """
    sentences = [part for part in re.split(r"(?<=[。\n])", text) if _REGION.search(part)]
    block = "".join(sentences)
    phone = _PHONE.search(block)
    email = _EMAIL.search(block)
    address = _ADDRESS.search(block)
    postcode = _POSTCODE.search(block)
    return Contact(
        phone=_tidy_phone(phone["phone"]) if phone else None,
        email=email["email"] if email else None,
        address=_tidy_address(address["address"]) if address else None,
        postcode=postcode["postcode"] if postcode else None,
    )


def _tidy_phone(phone: str) -> str:
    """One spelling: area code, hyphen, number."""
    digits = re.sub(r"\s", "", phone).strip("(（")
    return re.sub(r"[-—–－―)）]+", "-", digits)


def _tidy_address(address: str) -> str | None:
    """The address without what cannot be one (a web or mail address)."""
    words = address.strip(" 　（(")
    return None if re.search(r"@|www\.|https?", words) or len(words) < 4 else words
