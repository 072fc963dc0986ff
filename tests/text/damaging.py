"""Damages clean government Chinese on purpose, the ways re-hosting does, and judges what repair made of it."""

import random
import re
from collections.abc import Callable, Iterator
from functools import cache, reduce
from typing import NamedTuple

from opencc import OpenCC

from harvester.text.lost_bytes import mend_lost_bytes
from harvester.text.pinyin import readings
from harvester.text.repair import STEPS

# Written for this measure: none is in the vocabulary of the repair, and many of their words are not.
ROWS = """
全年共梳理河道巡查、供水价格、水价听证等目录条目417条，其中新编63条，更正9条。
收到书面申请14件，均于法定时限内答复；当年没有发生复议和诉讼。
镇农业服务中心把粮食直补、农机购置补贴、退耕还林补助的发放名册张贴到村民小组。
县图书馆和档案馆各设一处查阅点，配备电脑、打印机和饮水机，接待来访者1280人次。
因系统迁移，三月份以前的阅读数据未能保留，本报告只统计四月至十二月的数字。
城管大队每周更新占道经营、违法搭建和渣土运输的处罚结果，方便商户查询。
对涉及征收补偿的申请，我们逐户核对底册，耐心解释，当场提供复印件。
街道办事处邀请居民代表、物业公司和社区民警座谈，听取停车难问题的建议。
民政科把临时救助、高龄津贴和殡葬惠民政策编成问答手册，送到敬老院。
财务室按季度晒出公务接待、车辆运行和培训费的账单，较上年下降一成半。
部分干部把公开当作年底的突击任务，平时不愿动笔，材料送来时已经过期。
今后将抽调熟悉业务的骨干组成核查小组，每月抽查各股室报送的稿件。
林业站公示了古树名木、公益林管护和森林防火责任人的名单及联系电话。
学校食堂的采购合同、检验报告和陪餐记录在校门口的屏幕上滚动播放。
交警部门把事故多发路段、限行时段和电子眼的位置提前告诉司机。
卫生院公布了门诊、体检和疫苗接种的收费标准，以及医保报销的比例。
环保分局通报了秸秆焚烧、扬尘和餐饮油烟的查处情况，责令七家企业停产整改。
两名申请人索取的会议记录属于内部材料，依照规定没有提供，并书面说明理由。
值班人员用方言接听老人的来电，帮助他们下载表格、填写姓名和住址。
乡政府院内的玻璃橱窗换成了防雨的电子屏，夜间也能看清。
信息员变动频繁，有的单位半年换了三个人，交接时漏掉了密码和清单。
水库移民的后期扶持资金、危房改造名额和低保评议结果全部上墙。
新开的短视频账号由年轻职工轮流拍摄，用快板和漫画讲解医保新规。
我办会同纪检组对拖延不办的三起来信进行了约谈，当月全部办结。
老城区雨污分流工程的图纸、工期和绕行路线，在开工前十天贴到各个楼道。
统计公报、人口普查数据和物价监测周报可以按年份下载，格式为表格。
镇里请来律师，为村委会主任讲解哪些合同应当公开、哪些可以不公开。
渔政船巡航时向渔民分发休渔期的通告，并用喇叭反复宣读。
教育股把学区划分、民办学校招生和营养餐供应商的评审得分一并挂网。
受经费限制，手机客户端的改版推迟到明年，旧版仍可正常使用。
"""
SENTENCES = tuple(ROWS.split())
NARROW = str.maketrans("，！？：；（）", ",!?:;()")
_TO_TRADITIONAL = OpenCC("s2t")
_TONES = {"a": "āáǎà", "e": "ēéěè", "i": "īíǐì", "o": "ōóǒò", "u": "ūúǔù", "v": "ǖǘǚǜ"}
_GLOSS = re.compile(r"([?□�])\(?[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,7}\)")


class Way(NamedTuple):
    """One way to lose a byte."""

    name: str
    lost: str
    """`lead` or `trail`."""
    mark: bytes
    decode: Callable[[bytes], str]
    glossed: bool = False
    """Whether the text was made traditional, with glosses, before."""
    narrow: bool = False
    """Whether marks were made narrow afterwards."""


def decode_keeping(body: bytes) -> str:
    """GB18030 with a mark for every byte that is no character, as browsers read."""
    return body.decode("gb18030", "replace")


def decode_dropping(body: bytes) -> str:
    """GBK by pairs: one that means nothing is dropped, one with an ASCII character becomes a question mark."""
    read, at = [], 0
    while at < len(body):
        pair = body[at : at + 2 if body[at] >= 0x80 else at + 1]
        at += len(pair)
        try:
            read.append(pair.decode("gbk"))
        except UnicodeDecodeError:
            read.append("" if pair[-1] >= 0x80 and len(pair) == 2 else "?")
    return "".join(read)


WAYS = tuple(
    Way(f"{lost} {mark.decode() or 'dropped'}{' glossed' * glossed} {decode.__name__[7:]}{' narrow' * narrow}",
        lost, mark, decode, glossed, narrow)
    for lost in ("lead", "trail") for mark in (b"?", b"") for glossed in (False, True)
    for decode, narrow in ((decode_keeping, False), (decode_dropping, True))
)  # fmt: skip


def gloss(sentence: str) -> str:
    """The sentence as annotating copies show it: traditional, with the sound after every character that changed."""
    return "".join(
        new if new == old else f"{new}({_sound(old)})"
        for old, new in zip(sentence, _TO_TRADITIONAL.convert(sentence), strict=True)
    )


@cache
def _sound(char: str) -> str:
    """A reading with some tone on its main vowel."""
    plain = min(readings(char), default="yi")
    vowel = next(letter for letter in "aoeiuv" if letter in plain)
    return plain.replace(vowel, _TONES[vowel][ord(char) % 4], 1)


def lose_byte(text: str, way: Way, chance: random.Random) -> str:
    """The text after its GBK lost one byte of one character."""
    return lose_bytes(text, way, chance, 1)


def lose_bytes(text: str, way: Way, chance: random.Random, losses: int) -> str:
    """The text after its GBK lost one byte of each of some characters."""
    spots = [at for at, char in enumerate(text) if char > "\u2000"]
    hit = {chance.choice(spots)} if losses == 1 else set(chance.sample(spots, min(losses, len(spots))))
    pairs = [char.encode("gbk") for char in text]
    for at in hit:
        pairs[at] = way.mark + pairs[at][1:] if way.lost == "lead" else pairs[at][:1] + way.mark
    return way.decode(b"".join(pairs))


def damaged(way: Way, chance: random.Random, sentences: tuple[str, ...] = SENTENCES) -> Iterator[tuple[str, str]]:
    """Every sentence with a byte lost in this way among sound ones, and the sentence as it was."""
    for sentence in sentences:
        others = chance.sample([other for other in sentences if other != sentence], 8)
        lines = [sentence, *others]
        if way.glossed:
            lines = [gloss(line) for line in lines]
        text = "\n".join([lose_byte(lines[0], way, chance), *lines[1:]])
        yield (text.translate(NARROW) if way.narrow else text), sentence


def repaired_otherwise(text: str) -> str:
    """The text after every step of the repair but the one for lost bytes."""
    steps = [step for step in STEPS if step is not mend_lost_bytes]
    while (after := reduce(lambda before, step: step(before).text, steps, text)) != text:
        text = after
    return text


def judge(result: str, untouched: str, original: str) -> str:
    """exact, marked (right but for places that carry a mark of loss), left as it was, or wrong."""
    plain, wanted = (text.translate(NARROW).strip() for text in (result, original))
    if plain == wanted:
        return "exact"
    pattern = "".join(".{0,4}" if char in "?□\ufffd" else re.escape(char) for char in _GLOSS.sub(r"\1", plain))
    if re.fullmatch(pattern, wanted):
        return "marked"
    return "left" if result == untouched else "wrong"
