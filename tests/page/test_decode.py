"""Promises that bytes become the text that was meant, whatever header and meta tag say, or a clear refusal."""

import gzip

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harvester.errors import UnreadablePage
from harvester.page.decode import LARGEST, decode
from harvester.page.read import read_page

BODY = "<p>二、主动公开政府信息情况</p><p>2023年，全县主动公开政府信息1200条，办理申请36件。</p>"
HANT = "<p>二、主動公開政府資訊情況</p><p>2023年，全縣主動公開政府資訊1200條，辦理申請36件。</p>"


def page(declared: str | None, body: str = BODY) -> str:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    return f"<html><head>{meta}<title>某某县政府信息公开</title></head><body>{body}</body></html>"


@pytest.mark.parametrize(
    "header", [None, "text/html", "text/html; charset=utf-8", "text/html; charset=gb2312", "a; charset=nonsense"]
)
@pytest.mark.parametrize("declared", [None, "utf-8", "gb2312", "big5", "iso-8859-1", "utf-16"])
@pytest.mark.parametrize("true", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_no_claim_is_believed_that_gives_no_chinese(true: str, declared: str | None, header: str | None) -> None:
    text = page(declared)
    assert decode(text.encode(true), header).text == text


@pytest.mark.parametrize("declared", [None, "gb2312", "utf-8", "big5"])
def test_traditional_pages_in_big5_are_read_though_declared_otherwise(declared: str | None) -> None:
    text = page(declared, HANT).replace("政府信息公开", "政府資訊公開").replace("某某县", "某某縣")
    assert decode(text.encode("big5")).text == text


def test_characters_of_four_bytes_are_read_in_a_page_declared_gb2312() -> None:
    text = page("gb2312", BODY + "<p>㐀𠀀镕堃公开</p>")
    decoded = decode(text.encode("gb18030"))
    assert (decoded.text, decoded.encoding) == (text, "gb18030")


def test_every_claim_is_kept_and_one_is_accepted() -> None:
    decoded = decode(page("gb2312").encode("utf-8"), "text/html; charset=big5")
    assert [(claim.source, claim.encoding) for claim in decoded.claims[:2]] == [
        ("http", "big5hkscs"),
        ("meta", "gb18030"),
    ]
    assert [claim.encoding for claim in decoded.claims if claim.accepted] == ["utf-8"]
    assert all(claim.note for claim in decoded.claims if not claim.accepted)


def test_of_two_contradicting_metas_the_right_one_wins() -> None:
    text = '<meta charset="big5">' + page("gb2312")
    assert decode(text.encode("gb18030")).text == text


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_few_broken_bytes_do_not_cost_the_page(encoding: str) -> None:
    body = page(encoding, BODY * 20).encode(encoding)
    at = body.index(b"36")
    decoded = decode(body[:at] + b"\xff" + body[at:])
    assert "全县主动公开政府信息1200条" in decoded.text
    assert [change.step for change in decoded.changes] == ["replace_broken_bytes"]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_page_with_many_broken_bytes_is_read_when_it_reads_well(encoding: str) -> None:
    body = bytearray(page(encoding, BODY * 20).encode(encoding))
    for at in range(200, len(body) - 100, len(body) // 25):
        body[at] = 0xFF
    decoded = decode(bytes(body))
    assert decoded.encoding == encoding
    assert decoded.text.count("主动公开政府信息") > 20
    assert "\ufffd" in decoded.text


def test_noise_is_no_text_in_any_encoding() -> None:
    noise = bytes(0x80 | (at * 73 + at // 7 * 31) & 0x7F for at in range(4_000))
    with pytest.raises(UnreadablePage, match="no encoding"):
        decode(noise)


def test_a_page_cut_inside_a_character_is_read() -> None:
    assert "1200条" in decode(page("utf-8", BODY * 5).encode()[:-16][:-1]).text


def test_a_template_and_its_include_in_two_encodings_are_both_read() -> None:
    body = ("<p>政府信息公开</p>\n" * 30).encode("utf-8") + ("<p>年度报告工作情况</p>\n" * 30).encode("gb18030")
    text = decode(body).text
    assert "政府信息公开" in text
    assert "年度报告工作情况" in text


INCLUDE = "附：办公地点在县城南门外大街，咨询请拨打总机转接。"
ENTRIES = ("首页", "政务公开", "办事服务大厅", "公众互动")
MENU = "".join(f"<li><a href=/{at}>{name}</a></li>" for at, name in enumerate(ENTRIES))


@pytest.mark.parametrize("header", [None, "text/html; charset=utf-8", "text/html; charset=gbk"])
@pytest.mark.parametrize(("main", "other"), [("utf-8", "gb18030"), ("gb18030", "utf-8")])
@pytest.mark.parametrize("part", [f"<p>{INCLUDE}</p>", MENU, f"<!-- {INCLUDE} --><img alt='{INCLUDE}'>"])
def test_a_part_in_another_encoding_on_one_line_with_the_page_is_read(
    main: str, other: str, header: str | None, part: str
) -> None:
    text = page(main, f"{BODY}@{BODY}")
    body = text.encode(main).replace(b"@", part.encode(other))
    decoded = decode(body, header)
    assert decoded.text == text.replace("@", part)
    assert [claim.encoding for claim in decoded.claims if claim.accepted] == ["utf-8+gb18030"] or decoded.changes


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_broken_bytes_in_short_pieces_are_no_second_encoding(encoding: str) -> None:
    pieces = "".join(f"<td>{word}</td>" for word in ("年度", "公开", "信息", "规章", "条", "政府信息公开")) * 20
    body = bytearray(page(encoding, BODY + pieces).encode(encoding))
    spots = [at for at in range(200, len(body)) if body[at - 1 : at] == b">" and body[at] >= 0x80][::9]
    for at in reversed(spots):
        del body[at]
    decoded = decode(bytes(body))
    assert decoded.encoding == encoding
    assert decoded.text.count("\ufffd") >= len(spots) // 2


@pytest.mark.parametrize("encoding", ["utf-32", "hz"])
@pytest.mark.parametrize("declared", [None, "utf-8", "hz-gb-2312"])
def test_encodings_that_nobody_expects_are_read(encoding: str, declared: str | None) -> None:
    text = page(declared)
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("text", ["a { b: c } ~{x}~ d", "<p>~{}~}</p> Report", "政府信息 ~{!~} 公开"])
def test_tildes_and_brackets_are_no_encoding(text: str) -> None:
    assert decode(text.encode()).text == text


@pytest.mark.parametrize("saved_as", ["utf-8", "gb18030"])
def test_a_page_misread_with_losses_is_read_in_whatever_it_was_saved(saved_as: str) -> None:
    text = page("utf-8", BODY * 3).encode().decode("gb18030", "replace")
    assert "主动公开政府信息" in decode(text.encode(saved_as)).text


@pytest.mark.parametrize(
    ("saved", "step"),
    [
        (BODY.encode().decode("gb18030", "replace"), "undo_utf8_read_as_gbk"),
        (BODY.encode().decode("latin-1"), "undo_utf8_read_as_latin"),
        (BODY.encode("gb18030").decode("latin-1"), "undo_gbk_read_as_latin"),
    ],
)
def test_a_text_misread_and_saved_again_is_read_back(saved: str, step: str) -> None:
    decoded = decode(page("utf-8", saved).encode("utf-8"))
    assert "主动公开政府信息情况" in decoded.text or "主动公开政府" in decoded.text
    assert "办理申请36件" in decoded.text
    assert step in [change.step for change in decoded.changes]


def test_what_was_overwritten_stays_and_is_said_to_be_lost() -> None:
    read = read_page(page("utf-8", BODY + "<p>锟斤拷锟斤拷</p>").encode())
    assert "锟斤拷锟斤拷" in read.text
    assert read.unresolved == ("锟斤拷: characters lost for good (1 place)",)


@pytest.mark.parametrize(
    "text",
    [
        page("utf-8"),
        "Annual report of 2023, 12 pages.",
        "café, naïve, Zürich",
        "《说文解字》：鏡，景也。",
        "乾隆三十年，嶧縣志",
        "涓涓细流，鍋爐",
    ],
)
def test_a_text_that_is_right_stays_as_it_is(text: str) -> None:
    decoded = decode(text.encode("utf-8"))
    assert (decoded.text, decoded.changes) == (text, ())


def test_gzip_that_nobody_asked_for_is_undone() -> None:
    assert decode(gzip.compress(page("utf-8").encode())).text == page("utf-8")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        (b"\x00" * 100, "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04abc", "ZIP"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "Office"),
        (b"\x89PNG\r\n", "picture"),
        (bytes(range(1, 32)) * 50, "binary"),
        (b"\x1f\x8b\x08broken", "gzip"),
        (b"a" * (LARGEST + 1), "more than"),
        (gzip.compress(b"a" * (LARGEST + 2)), "unpacks"),
    ],
)
def test_what_is_no_page_is_refused_with_its_reason(body: bytes, words: str) -> None:
    with pytest.raises(UnreadablePage, match=words):
        decode(body)


@given(
    st.binary(max_size=2_000),
    st.sampled_from([None, "text/html; charset=gbk", "text/html; charset=utf-16", "x;charset="]),
)
@settings(max_examples=200, deadline=None)
def test_bytes_of_every_kind_are_text_or_refused(body: bytes, header: str | None) -> None:
    try:
        decoded = decode(body, header)
    except UnreadablePage as refusal:
        assert str(refusal)
    else:
        assert sum(claim.accepted for claim in decoded.claims) == 1
