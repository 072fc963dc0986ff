"""Where a report says whose it is: the sentences that name the organ, and the word by which it speaks of itself."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

from harvester.report.organs import ORGAN, agency_type


class Claim(NamedTuple):
    """An organ's name as one place of the document gives it."""

    raw: str
    source: str
    weight: int


_OWN_OFFICE = re.compile(r"(?<=[局委厅镇乡处])(?:党政|综合)?办公室$")
_SUBJECT_VERBS = (
    r"(?:以|坚持|认真|严格|深入|积极|全面|紧紧|按照|始终|高度|不断|切实|进一步|围绕|贯彻|主动|持续|坚决|紧扣|牢固|根据|扎实|着力|大力|"
    r"充分|共(?!青)|在|把|将(?!乐)|立足|聚焦|稳步|深化|加强|继续|依法|结合|推进|落实|对|通过|没有|未)"
)
_NAME = r"[\u4e00-\u9fff（）()·]{2,40}?"
_BODY_PATTERNS = (
    ("preamble:statement", 7, re.compile(rf"现将({_NAME})(?:20\d\d年|[一二]〇|本年度|政府信息公开|政务公开|信息公开)")),
    ("preamble:title", 7, re.compile(
        rf"(?:现公布|公布|发布|编制|制定|形成|将)({_NAME})20\d\d年度?(?:政府|政务)?信息公开(?:工作)?(?:年度)?(?:报告|年报)")),
    ("preamble:title", 7, re.compile(
        rf"(?:现公布|公布|发布|编制|制定|形成|将)20\d\d年度?({_NAME})(?:政府|政务)?信息公开(?:工作)?(?:年度报告|年报)")),
    ("preamble:author", 6, re.compile(rf"(?:[，,。]由?|由)({_NAME})(?:负责|汇总)?编[制写](?:[了的本，,。]|20|$)")),
    ("preamble:author", 6, re.compile(rf"报告由({_NAME})(?:根据|按照|结合|依据)[^。]{{0,160}}?(?:编制|编写|编辑)")),
    ("overview:subject", 5, re.compile(
        r"(?<![《“])(?:19|20)\d\d年(?:度|来|以来)?[，,、]?\s*(?:在[^，,。]{2,50}[下中][，,])?"
        rf"({_NAME}){_SUBJECT_VERBS}")),
    ("contact", 1, re.compile(rf"(?:与|向|联系)({_NAME})(?:联系|咨询|反映|[(（]地址)")),
)  # fmt: skip


def speaker(text: str) -> str:
    """How the report speaks of its organ: 局 for 我局, 县 for 我县; empty when it never does.

    >>> speaker("2022年，我局认真开展工作。我局成立了领导小组。全县共有12个乡镇。")
    '局'
    """
    found = Counter(match[1] for match in _SPEAKER.finditer(text))
    return found.most_common(1)[0][0] if found else ""


def suits_speaker(name: str, word: str) -> bool:
    """True when an organ of this name would speak of itself by this word.

    >>> suits_speaker("苍南县水利局", "局"), suits_speaker("苍南县人民政府", "局")
    (True, False)
    """
    kind = agency_type(name)
    if word in "省市县区州旗盟":
        return kind in ("government", "office")
    wanted = {"镇": "township", "乡": "township", "街": "subdistrict", "街道": "subdistrict"}.get(word)
    if wanted:
        return kind == wanted
    return word in ("单位", "机关") or word[0] in re.sub(r"^.*(?:[省市县区州旗])", "", name)


def claims_of_body(preamble: str, overview: str, is_place: Callable[[str], bool]) -> Iterator[Claim]:
    """Names of organs in the sentences in which a report says whose it is.

    Args:
        preamble: text before the first part.
        overview: text of the first part.
        is_place: whether a text begins with the name of a place; 和静县 and 将乐县 begin with words.
    """
    for source, weight, pattern in _BODY_PATTERNS:
        texts = (overview, preamble) if source.startswith("overview") else (preamble, overview)
        for text in texts:
            found = next((match for match in pattern.finditer(text[:1500]) if _names_organ(match[1], is_place)), None)
            if found:
                name = _OWN_OFFICE.sub("", found[1]) if source == "contact" else found[1]
                yield Claim(name, source, weight)
                break


_SPEAKER = re.compile(
    r"[我本](局|厅|委|办|镇|乡|街道|街|省|市|县|区|州|旗|盟|处|中心|队|院|站|社|单位)(?!级|地|市|区域)"
)
_NO_NAME = re.compile(r"我|本|全[省市县区镇乡]|各|该|其|根据|按照|通过|利用|依托|借助|在|由|经|对|将|把|为|向|与|和|以")
_PLACE = re.compile(r"[\u4e00-\u9fff]{1,15}(?:省|自治区|市|县|区|旗|州|盟|镇|乡|街道|苏木)")


def _names_organ(raw: str, is_place: Callable[[str], bool]) -> bool:
    """True for a name of an organ or of a place with a government, not for 我局 or 全镇."""
    if raw == "政府" or not (ORGAN.fullmatch(raw) or _PLACE.fullmatch(raw)):  # 编制2018年度政府信息公开报告
        return False
    return not _NO_NAME.match(raw) or is_place(raw)
