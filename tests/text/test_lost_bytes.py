"""Promises that sentences that lost a byte come back, or stay marked, and never come back wrong."""

import random
from collections import Counter

import pytest

from harvester.text.lost_bytes import mend_lost_bytes
from harvester.text.repair import repair
from tests.text.damaging import NARROW, SENTENCES, WAYS, Way, damaged, gloss, judge, repaired_otherwise

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
OTHER_SENTENCES = tuple(ROWS.split())
EACH = 5


def outcomes(way: Way, sentences: tuple[str, ...]) -> Counter[str]:
    """What repair made of some sentences that were damaged in one way, among the others."""
    chance = random.Random(f"2022 {way.name}")
    counts: Counter[str] = Counter()
    for text, sentence in list(damaged(way, chance, sentences))[:: len(sentences) // EACH]:
        result = repair(text).text.split("\n")[0]
        wanted = repaired_otherwise("\n".join(map(gloss, (sentence, *sentences)))) if way.glossed else sentence
        verdict = judge(result, repaired_otherwise(text).split("\n")[0], wanted.split("\n")[0])
        assert verdict != "wrong", (way.name, text.split("\n")[0], result)
        counts[verdict] += 1
    return counts


# The least share of damaged sentences that come back, whole or but for marks of loss: it only rises.
@pytest.mark.parametrize(
    ("sentences", "floor"), [(SENTENCES, 0.56), (OTHER_SENTENCES, 0.75)], ids=["unknown words", "usual words"]
)
def test_a_lost_byte_is_mended_or_left_and_never_guessed(sentences: tuple[str, ...], floor: float) -> None:
    total = sum((outcomes(way, sentences) for way in WAYS), Counter())
    mended = total["exact"] + total["marked"]
    assert mended >= floor * total.total(), total


def test_sound_sentences_are_passed_over() -> None:
    for sentences in (SENTENCES, OTHER_SENTENCES):
        text = "\n".join(sentences)
        assert mend_lost_bytes(text) == (text, 0, "", ())
        assert mend_lost_bytes(text.translate(NARROW)).places == 0
