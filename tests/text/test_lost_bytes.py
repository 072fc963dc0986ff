"""Promises that sentences that lost a byte come back, or stay marked, and next to never come back wrong."""

import random
import re
from collections import Counter
from collections.abc import Callable

import pytest

from harvester.text.lost_bytes import mend_lost_bytes

ROWS = """
市政府办公室严格落实政务公开工作责任制，明确专人负责信息的收集、审核和发布。
全年通过门户网站发布各类信息2316条，其中概况类信息25条，政务动态类信息1890条。
我局认真办理依申请公开事项，收到申请18件，均在法定期限内予以答复，未发生行政复议和行政诉讼。
针对群众关心的教育、医疗、就业等热点问题，及时组织新闻发布会，主动回应社会关切。
一是公开的内容还不够全面，二是政策解读的形式比较单一，三是业务培训有待加强。
下一步，将继续完善信息公开制度，加大对基层单位的指导和监督力度，推动政务公开工作再上新台阶。
围绕“放管服”改革要求，编制完善权责清单和办事指南，做到“一次告知、一次办好”。
县财政局公开了2022年度部门预算和“三公”经费预算，接受社会监督。
组织各镇（街道）和县直部门开展业务培训3次，参加人员420人次，进一步提升了工作人员的能力水平。
按照《中华人民共和国政府信息公开条例》的要求，现公布本单位上一年度的工作情况。
由于机构改革，部分科室人员变动较大，信息报送的及时性受到影响。
对不予公开的信息，逐条说明理由，并告知申请人救济的途径和期限。
持续推进食品药品安全、安全生产、生态环境等重点领域的信息公开，公布抽检结果156批次。
农业农村局及时公布强农惠农补贴资金的发放情况，涉及农户3万余户。
聘请第三方机构对全区政务公开工作进行评估，并把评估结果纳入年度绩效考核。
我委共承办人大代表建议12件、政协提案9件，全部按时办结，代表委员满意率为100%。
"""
SENTENCES = ROWS.split()
NARROW = str.maketrans("，！？：；（）", ",!?:;()")


def lose_a_byte(sentence: str, chance: random.Random, mark: bytes, decoder: Callable[[bytes], str]) -> str:
    """The sentence after its GBK lost the first byte of one character."""
    body = bytearray(sentence.encode("gbk"))
    starts = [len(sentence[:at].encode("gbk")) for at, char in enumerate(sentence) if char > "\x80"]
    at = chance.choice(starts)
    body[at : at + 1] = mark
    return decoder(bytes(body))


def judge(result: str, damaged: str, original: str) -> str:
    """exact, marked (right but for places that carry a mark of loss), left as it was, or wrong."""
    plain, wanted = result.translate(NARROW), original.translate(NARROW)
    if plain == wanted:
        return "exact"
    if result == damaged:
        return "left"
    pattern = "".join(".{0,3}" if char in "?□\ufffd" else re.escape(char) for char in plain)
    return "marked" if re.fullmatch(pattern, wanted) else "wrong"


def decode_gb18030(body: bytes) -> str:
    return body.decode("gb18030", "replace")


def decode_gbk(body: bytes) -> str:
    return body.decode("gbk", "replace")


@pytest.mark.parametrize(
    ("mark", "decoder", "narrow", "mended"),
    [(b"?", decode_gb18030, False, 0.5), (b"", decode_gb18030, True, 0.35), (b"", decode_gbk, False, 0.1)],
    ids=["marked by ?", "dropped, punctuation narrow", "dropped, strict decoder"],
)
def test_a_lost_byte_is_mended_or_left_but_not_guessed(
    mark: bytes, decoder: Callable[[bytes], str], narrow: bool, mended: float
) -> None:
    chance = random.Random(20220401)
    outcomes: Counter[str] = Counter()
    for sentence in SENTENCES:
        damaged = lose_a_byte(sentence, chance, mark, decoder)
        context = "\n".join(other for other in SENTENCES if other != sentence)
        text = f"{damaged}\n{context}"
        text = text.translate(NARROW) if narrow else text
        result = mend_lost_bytes(text).text.split("\n")[0]
        outcomes[judge(result, text.split("\n")[0], sentence)] += 1
    total = sum(outcomes.values())
    assert outcomes["wrong"] <= 0.07 * total, outcomes
    assert outcomes["exact"] + outcomes["marked"] >= mended * total, outcomes


def test_sound_sentences_are_passed_over() -> None:
    text = "\n".join(SENTENCES)
    assert mend_lost_bytes(text) == (text, 0, "", ())
    assert mend_lost_bytes(text.translate(NARROW)).places == 0
