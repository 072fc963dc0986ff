"""Promises that repair mends what it can decide, reports what it cannot, and leaves sound text exactly as it is."""

import re
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harvester.page.model import Decoded
from harvester.page.mojibake import undo_mojibake
from harvester.text.characters import mark_broken_numbers
from harvester.text.emails import decode_cfemail
from harvester.text.mojibake import undo_utf8_read_as_gbk
from harvester.text.repair import STEPS, repair
from harvester.text.trace import NODE

GLOSSED = "堅(jiān)持為導(dǎo)向,認(rèn)真貫徹,規(guī)范信息公開(kāi),強(qiáng)化監(jiān)督," * 4

MENDED = [
    ("a first byte became a question mark", "“六穩”“六?！钡母黜椪策文件進行解讀", "“六稳”“六保”的各项政策文件"),
    ("glosses and a swallowed bracket", f"{GLOSSED}六?！钡母黜?xiàng)政策", "六保”的各项政策"),
    ("a bracketed number after an indent", "\n?。ㄒ唬┓e極推動政府信息主動公開。\n", "（一）积极推动政府信息主动公开。"),
    ("a mark made narrow after the loss", "總瀏覽量超150萬?!皬V州12345”微信公眾號發布信息", "。“广州12345”微信"),
    ("a pair that means nothing was dropped", f"{GLOSSED}\n?。ǘ┮?guī)范做好政府信息公開", "（二）规范做好"),
    ("the same before 嚴", f"{GLOSSED}\n?。ㄈ﹪?yán)格規(guī)范政府信息管理", "（三）严格规范"),
    ("the same before 強", f"{GLOSSED}\n?。ㄎ澹?qiáng)化政務(wù)公開監督保障", "（五）强化政务"),
    ("a glossed second byte that is an ASCII character", f"{GLOSSED}\n?t(yì)療資源和人才集聚", "医疗资源"),
    ("the same after a letter", f"{GLOSSED}\n推動高?|(zhì)量發(fā)展", "推动高质量发展"),
    (
        "a stretch behind a wide full stop",
        "3．全年共梳理供水、排水、防汛抗旱类目录21条。\n"
        + (
            "34．全年共梳理供水、排水、防汛抗旱类目录".encode("gbk").replace(b"\xea", b"", 1) + "8条".encode("gbk")[1:]
        ).decode("gb18030", "replace"),
        "34．全年共梳理供水、排水、防汛抗旱类目录",
    ),
    ("UTF-8 read as GBK", "鏀垮簻淇℃伅", "政府信息"),
    ("GBK read as Latin-1", "Õþ¸®ÐÅÏ¢", "政府信息"),
    ("entities encoded twice", "&amp;ldquo;三公&amp;rdquo;经费", "“三公”经费"),
    ("invisible characters", "政府\u200b信息\ufeff公开\x07", "政府信息公开"),
    ("symbol-font bullets", "\uf0b7全年公开", "全年公开"),
    ("full-width data", "２０２２年公开１，２３４条", "2022年公开1,234条"),
    ("traditional characters", "臺山市人民政府辦公室行政覆議檔案", "台山市人民政府办公室行政复议档案"),
    ("a lost 年", "20231月20日", "2023年1月20日"),
    ("a lost 月", "2023年1231日", "2023年12月31日"),
    ("a blank for 月", "截至2023年12 31日", "截至2023年12月31日"),
    ("a blank for 年", "截至2022 12月31日", "截至2022年12月31日"),
    ("a single gloss", "堅(jiān)持正面引導", "坚持正面引导"),
    ("a lost bracket", "国办公开办函〔202130号", "国办公开办函〔2021〕30号"),
    (
        "UTF-8 read as Latin, twice",
        "政府信息公开".encode().decode("latin-1").encode().decode("latin-1"),
        "政府信息公开",
    ),
    (
        "GBK read as Latin, saved, read as Latin again",
        "政府信息公开".encode("gbk").decode("latin-1").encode().decode("latin-1"),
        "政府信息公开",
    ),
    ("a unit after a figure among misread text", "ä¿¡æ¯æ”¿åºœ 3 æ”¿åºœ 4 å…¬å¼€ 5 æ\x9d¡", "公开 5 条"),
    ("a mark read as Latin in a sound text", "坚持公开ï¼\x8c回应ã€‚", "公开，回应。"),
    ("a mark read as Windows-1252", "坚持“公开ï¼Œ回应â€”â€”", "公开，回应——"),
    ("a mark of GBK read as Latin", "坚持公开£¬回应¡£", "公开，回应。"),
    ("a misread text with ? for what was lost", "鏀垮簻淇℃伅鍏?寮?宸ヤ綔骞村害", "政府信息"),
    ("every 年 a dash", "2022-度报告，统计期限为2022-1月1日起", "2022年度报告，统计期限为2022年1月1日起"),
]

SOUND = [
    "2022年，全市各级行政机关主动公开政府信息2316条，受理申请18件，全部按期答复。",
    "什么是政府信息？哪些信息应当公开？！怎样申请？。",
    "有人问:“办事要几天?”答:“三天。”真的吗?是的。",
    "“重”有两个读音：重(zhòng)要、重(chóng)复；“行”读作行(xíng)或行(háng)。",
    "附件(pdf)、表(A)、政务服务(APP)、联系人(微信)",
    "乾隆年间，著作郎编纂的著述甚多，乾坤朗朗。",
    "學而時習之，不亦說乎？有朋自遠方來，不亦樂乎？人不知而不慍，不亦君子乎？",
    "子曰：温故而知新，可以为师矣。学而不思则罔，思而不学则殆。",
    "邯郸市、亳州市、阆中市、婺源县、儋州市、漯河市、濮阳县、崂山区、邳州市",
    "睢宁县、盱眙县、瑷珲、琅琊、犍为县",
    "饕餮、魑魅魍魉、耄耋、龃龉、踟蹰、旖旎、囹圄、觊觎、缱绻、踽踽独行",
    "The annual report (2022) covers 1,234 items; AT&T, a&b; see index.asp?a=1&copy=2#top.",
    "def f(x): return x[0] if x else None  # 政府信息 ok?",
    "日本語のテキストです。カタカナもあります。",
    "β受体阻滞剂、α粒子、Ω电阻、℃、㎡、×、±",
    "┌──┬──┐\n│项目│数量│\n└──┴──┘",
    "naïve café — “déjà vu” £5 · ©2023",
    "票价5£、¡Hola!、ãé、âgé、价格为£15至£20，¡no!",
    "2018年11日、2023年111日、2020-2021年、13800138000、20220101",
    "网址：http://www.example.gov.cn/col/?id=1&n=2 电话：0750-1234567",
    f"规章{NODE}0{NODE}0{NODE}\n—{NODE}无{NODE}?",
    "□是 □否 ☑同意 请在□内打√",
]


@pytest.mark.parametrize(("damaged", "expected"), [case[1:] for case in MENDED], ids=[case[0] for case in MENDED])
def test_damage_that_can_be_decided_is_mended(damaged: str, expected: str) -> None:
    repaired = repair(damaged)
    assert expected in repaired.text
    assert repaired.changes
    assert repair(repaired.text).text == repaired.text


@pytest.mark.parametrize("text", SOUND)
def test_sound_text_is_left_alone(text: str) -> None:
    assert repair(text) == (text, (), repair(text).script, ())


PAD = "2022年，全市各级行政机关主动公开政府信息。"


@pytest.mark.parametrize("damaged", [case[1] for case in MENDED], ids=[case[0] for case in MENDED])
def test_the_steps_that_are_named_give_the_text_again(damaged: str) -> None:
    repaired = repair(damaged)
    named = {change.step for change in repaired.changes}
    steps = [step for step in STEPS if step.__name__ in named]
    text, before = damaged, ""
    while text != before:
        before = text
        for step in steps:
            text = step(text).text
    assert text == repaired.text


LINES = (Path(__file__).parent / "sound.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize("line", LINES)
def test_a_line_of_any_kind_is_left_alone_by_itself_and_in_a_report(line: str) -> None:
    for text in (line, f"{PAD}\n{line}\n{PAD}"):
        repaired = repair(text)
        assert (repaired.text, repaired.changes, repaired.unresolved) == (text, (), ())


@pytest.mark.parametrize(
    "number", ["8\x1258件", "6\x13.90万元", "455.\x165万元", "176.6\x12万元", "\x1812条", "1,\x1134件"]
)
def test_a_number_that_a_control_character_broke_is_marked(number: str) -> None:
    marked = mark_broken_numbers(f"采购总金额{number}。").text
    wanted = re.sub("[\x10-\x19]", "\ufffd", number)
    assert marked == f"采购总金额{wanted}。"


@pytest.mark.parametrize("text", ["第3页\x0c共12件\x07", "公开\x12信息858条", "1.\x07 2"])
def test_other_control_characters_tell_of_no_number(text: str) -> None:
    assert mark_broken_numbers(text).places == 0


def test_all_lines_together_are_left_alone() -> None:
    text = "\n".join(LINES)
    repaired = repair(text)
    assert (repaired.text, repaired.changes, repaired.unresolved) == (text, (), ())


def test_a_traditional_text_is_only_converted() -> None:
    repaired = repair("市政府召開會議，聽取各部門關於信息公開工作的匯報。誰負責？何時完成？")
    assert repaired.text == "市政府召开会议，听取各部门关于信息公开工作的汇报。谁负责？何时完成？"
    assert [change.step for change in repaired.changes] == ["simplify"]
    assert repaired.script == "hant"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("臺山市", "台山市"), ("臺州", "台州"), ("於是", "于是"), ("裡面", "里面"), ("行政覆議", "行政复议"),
        ("隨著", "随着"), ("瀋陽市", "沈阳市"), ("乾隆年间的著作", "乾隆年间的著作"), ("於某", "於某"),
        ("收錄繁體字“灣”", "收錄繁體字“灣”"),
    ],
)  # fmt: skip
def test_a_traditional_word_in_a_simplified_text_is_converted_when_it_has_one_form(before: str, after: str) -> None:
    assert repair(f"{PAD}\n其中{before}。").text == f"{PAD}\n其中{after}。"


def test_the_particle_is_told_from_the_word_for_writing() -> None:
    particle = repair("隨著發展，圍繞著著力點，沿著方向，接著著手、著眼、著重").text
    assert particle == "随着发展，围绕着着力点，沿着方向，接着着手、着眼、着重"
    word = repair("著作、著名、顯著、名著、專著、編著、卓著、土著、昭著、著稱、著錄、譯著、巨著").text
    assert word == "著作、著名、显著、名著、专著、编著、卓著、土著、昭著、著称、著录、译著、巨著"


@pytest.mark.parametrize(
    "text",
    [
        f"{GLOSSED}的黜?(xiàng)", "?鞫?公开信息1234条", "?ǘ?）规范做好", "?揖种鞫?公开", "收到申请?2件", "已办结?件",
        "2022年1 1日",
    ],
)  # fmt: skip
def test_damage_that_cannot_be_decided_is_reported(text: str) -> None:
    assert repair(text).unresolved


@pytest.mark.parametrize(
    "text", ["真的吗?2件也行", "“繁”读作繁(fán)，“堅”字读音堅(jiān)", "什么是饕餮?", "第2项 共5日"]
)
def test_what_only_looks_like_damage_is_neither_changed_nor_reported(text: str) -> None:
    assert (repair(text).text, repair(text).unresolved) == (text, ())


def test_lost_characters_and_hidden_addresses_are_reported() -> None:
    repaired = repair("政府锟斤拷锟斤拷信息，邮箱：[email protected]")
    assert repaired.text == "政府锟斤拷锟斤拷信息，邮箱："
    assert len(repaired.unresolved) == 2


MISREAD = [
    ("U+FFFD is no digit", "楠ㄧ爜\ufffd銆佹敹鍒板拰澶勭悊鏀垮簻淇℃伅", "骨码□、收到和处理政府信息", True),
    ("a dropped pair takes both its characters", "鏀垮簻淇℃伅鍏紑骞村害", "政府信息□年度", True),
    ("a pair of private use is kept", "政府信息公开年度".encode().decode("gb18030"), "政府信息公开年度", False),
    ("a last byte before a digit", "公政府".encode().decode("gb18030", "replace") + "2022", "公政□2022", True),
]


@pytest.mark.parametrize(("damaged", "expected", "lost"), [c[1:] for c in MISREAD], ids=[c[0] for c in MISREAD])
def test_a_character_that_lost_a_byte_is_marked_and_reported(damaged: str, expected: str, lost: bool) -> None:
    repaired = repair(damaged)
    assert repaired.text == expected
    assert bool(repaired.unresolved) == lost
    page = undo_mojibake(Decoded(damaged, "utf-8", ()))
    assert (page.text, bool(page.unresolved)) == (expected, lost)


@settings(max_examples=60, deadline=None)
@given(
    st.text("政府信息公开年度工作报告主动申请件预算2358。，", min_size=4, max_size=30),
    st.sampled_from(["gbk", "gb18030"]),
    st.sampled_from(["replace", "ignore"]),
)
def test_misread_text_never_comes_back_with_a_character_that_it_had_not(text: str, reader: str, errors: str) -> None:
    for line in ("政府信息" + text, text + "的工作要求"):
        misread = line.encode().decode(reader, errors)
        assert set(undo_utf8_read_as_gbk(misread).text) <= set(line) | {"□"} | set(misread)
        assert set(undo_mojibake(Decoded(misread, "utf-8", ())).text) <= set(line) | {"□"} | set(misread)


def test_cfemail_decodes_and_refuses_nonsense() -> None:
    encoded = bytes([7, *(byte ^ 7 for byte in b"zfxxgk@example.gov.cn")]).hex()
    assert decode_cfemail(encoded) == "zfxxgk@example.gov.cn"
    assert decode_cfemail("00ff") is None


def test_every_step_is_named_and_says_why() -> None:
    names = [step.__name__ for step in STEPS]
    assert len(set(names)) == len(names)
    assert all(step.__doc__ for step in STEPS)


PIECES = st.sampled_from(
    ["政府信息公开", "臺山市", "堅(jiān)持", "?。ㄒ唬┓e", "锟斤拷", "&amp;lt;", "\u200b", "\ue123", "２０２２", NODE,
     "\n", "？", "?", "鏀垮簻", "2023年", "-", "12月", "[email protected]", "\ufffd", "饕餮", "A", " ",
     "（", "”", "乾隆"]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_repair_of_any_mixture_is_stable_and_keeps_nodes_and_lines(text: str) -> None:
    once = repair(text)
    assert once.text.count(NODE) == text.count(NODE)
    assert once.text.count("\n") == text.count("\n")
    assert repair(once.text).text == once.text


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60))
def test_repair_never_fails(text: str) -> None:
    once = repair(text)
    assert once.text.count(NODE) == text.count(NODE)
    assert (once.text == text) == (not once.changes)


@pytest.mark.parametrize("unit", ["?", "(", "政", "?政", "鼗", "?！", "&amp;", "政\ufffd", "?。ㄒ唬┓e\n"])
def test_hostile_text_takes_linear_time(unit: str) -> None:
    text = unit * (400_000 // len(unit))
    start = process_time()
    repair(text)
    assert process_time() - start < 20


@pytest.mark.shared
def test_the_seeds_come_out_clean(shared: Path) -> None:
    texts = {path.stem[:3]: repair(path.read_text("utf-8")).text for path in sorted((shared / "seeds").glob("*.txt"))}
    for text in texts.values():
        assert not set("ㄒㄈㄎǘ┓┮﹪āáǎàēéěèīíǐìōóǒòūúǔùǜ?�□") & set(text.replace("index?", ""))
        assert not any(bad in text for bad in ("钡母", "黜", "皬", "臺", "開", "[email"))
    assert "六保”的各项政策" in texts["000"]
    for phrase in ("（一）积极推动", "。“广州12345”", "（二）规范做好", "（三）严格规范", "（五）强化"):
        assert phrase in texts["003"]


def test_a_misread_end_before_the_last_line_break_is_turned_back() -> None:
    assert undo_utf8_read_as_gbk("浜号é\n").text == "人□\n"
