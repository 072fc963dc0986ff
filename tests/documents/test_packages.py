"""DOCX, XLSX, OFD and archives give what an office program shows; what it hides stays out."""

import pytest

from harvester.documents.read import kind_of, read_file
from harvester.errors import UnreadablePage
from harvester.page.model import Page
from harvester.process import read_document
from tests.documents.writers import docx, ofd, ofd_box, ofd_text, p, package, pdf, say, tbl, tc, xlsx


def only_grid(page: Page) -> list[list[str]]:
    """The rows of the one table of a page."""
    (grid,) = [block.grid for block in page.blocks if block.grid]
    return grid.text_rows()


KINDS = [
    ("pdf", pdf(say("甲", 60, 60))),
    ("docx", docx(p("甲"))),
    ("xlsx", xlsx("<row/>")),
    ("ofd", ofd("")),
    ("zip", package({"a.txt": "甲"})),
    ("zip", b"Rar!\x1a\x07\x00"),
    ("doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512),
    ("doc", rb"{\rtf1 x}"),
    ("image", b"\x89PNG\r\n\x1a\n"),
    ("image", b"\xff\xd8\xff\xe0"),
    (None, b"<html>%PDF is a file format</html>"[:5]),
    (None, "政府信息公开".encode()),
    (None, b""),
]


@pytest.mark.parametrize(("kind", "body"), KINDS)
def test_the_kind_is_told_by_the_first_bytes(kind: str | None, body: bytes) -> None:
    found = kind_of(body)
    assert (found.kind if found else None) == kind


def test_word_tables_keep_their_spans() -> None:
    rows = [
        [tc("题", span=3)],
        [tc("左", merge="restart"), tc("右", span=2)],
        [tc("", merge="continue"), tc("1"), tc("2")],
    ]
    page = read_file(docx(p("前") + tbl(rows) + p("后")))
    assert [block.kind for block in page.blocks] == ["paragraph", "table", "paragraph"]
    grid = page.blocks[1].grid
    assert grid is not None
    spans = {cell.text: (cell.rowspan, cell.colspan) for row in grid.slots for cell in row if cell}
    assert spans == {"题": (1, 3), "左": (2, 1), "右": (1, 2), "1": (1, 1), "2": (1, 1)}
    assert grid.slots[1][0] is grid.slots[2][0]


def run(text: str, properties: str = "") -> str:
    """A run with properties."""
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


NOT_HIDDEN = '<w:vanish w:val="0"/>'
SHOWN = [
    ("deleted text", f"<w:p>{run('公开12件')}<w:del><w:r><w:delText>13</w:delText></w:r></w:del></w:p>", ["公开12件"]),
    ("inserted text", f"<w:p><w:ins>{run('公开')}</w:ins>{run('12件')}</w:p>", ["公开12件"]),
    ("hidden text", f"<w:p>{run('公开12件')}{run('不显示', '<w:vanish/>')}</w:p>", ["公开12件"]),
    ("text that is hidden no more", f"<w:p>{run('公开', NOT_HIDDEN)}</w:p>", ["公开"]),
    ("a field", f"<w:p><w:r><w:instrText>PAGE</w:instrText></w:r>{run('第一页内容')}</w:p>", ["第一页内容"]),
    ("a line break", f"<w:p>{run('甲')}<w:r><w:br/></w:r>{run('乙')}</w:p>", ["甲", "乙"]),
    ("a hyphen that holds", "<w:p><w:r><w:noBreakHyphen/><w:t>5</w:t></w:r></w:p>", ["-5"]),
    ("a content control", f"<w:sdt><w:sdtPr/><w:sdtContent>{p('甲乙')}</w:sdtContent></w:sdt>", ["甲乙"]),
    ("digits in several runs", p("公开1", "2", "3件"), ["公开123件"]),
    (
        "a text box",
        f"<w:p>{run('甲')}<w:r><w:pict><w:txbxContent>{p('乙')}{p('丙')}</w:txbxContent></w:pict></w:r></w:p>",
        ["甲", "乙", "丙"],
    ),
]


@pytest.mark.parametrize(("label", "body", "expected"), SHOWN, ids=[case[0] for case in SHOWN])
def test_word_gives_what_is_shown(label: str, body: str, expected: list[str]) -> None:
    assert [block.text for block in read_file(docx(body)).blocks] == expected, label


def test_a_table_that_only_holds_another_in_place_is_seen_through() -> None:
    inner = tbl([[tc("甲"), tc("1")], [tc("乙"), tc("2")]])
    page = read_file(docx(f"<w:tbl><w:tr><w:tc>{p('题目在上')}{inner}</w:tc></w:tr></w:tbl>"))
    assert only_grid(page) == [["甲", "1"], ["乙", "2"]]
    assert page.blocks[0].text == "题目在上"


def test_a_strict_word_file_is_read_too() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    table = tbl([[tc("甲", span=2)], [tc("1"), tc("2")]])
    part = f'<w:document xmlns:w="{strict}"><w:body>{table}</w:body></w:document>'
    assert only_grid(read_file(package({"word/document.xml": part}))) == [["甲"], ["1", "2"]]


def test_a_word_file_of_pictures_is_named_as_one() -> None:
    with pytest.raises(UnreadablePage, match=r"^image: the Word"):
        read_file(docx("<w:p><w:r><w:drawing/></w:r></w:p>"))


def test_sheets_give_shared_inline_and_calculated_values() -> None:
    cells = (
        '<row><c r="A1" t="s"><v>0</v></c></row><row><c r="A2" t="inlineStr"><is><t>规章</t></is></c>'
        '<c r="B2"><v>12</v></c><c r="C2"><v>0.28000000000000003</v></c><c r="D2" t="str"><f>1+1</f><v>—</v></c></row>'
    )
    merged = '<mergeCells><mergeCell ref="A1:D1"/></mergeCells>'
    page = read_file(xlsx(cells, merged, ["信息内容"]))
    assert only_grid(page) == [["信息内容"], ["规章", "12", "0.28", "—"]]


def test_ofd_texts_are_sorted_by_their_place_and_tables_by_their_rules() -> None:
    drawn = ofd_text("后面的一行", 20, 200) + ofd_text("前面的一行", 20, 30)
    for r, row in enumerate((("规章", "12"), ("文件", "345"))):
        for c, text in enumerate(row):
            drawn += ofd_box(20 + 40 * c, 50 + 10 * r, 40, 10) + ofd_text(text, 22 + 40 * c, 57 + 10 * r)
    page = read_file(ofd(drawn))
    assert [block.kind for block in page.blocks] == ["paragraph", "table", "paragraph"]
    assert only_grid(page) == [["规章", "12"], ["文件", "345"]]
    assert page.blocks[0].text == "前面的一行"


def test_an_archive_with_one_document_is_read_and_its_names_are_not_used() -> None:
    page = read_file(package({"../../etc/年报.docx": docx(p("甲乙丙")), "说明.txt": "略"}))
    assert page.text == "甲乙丙"
    with pytest.raises(UnreadablePage, match="holds 2 documents"):
        read_file(package({"1.docx": docx(p("甲")), "2.docx": docx(p("乙"))}))
    with pytest.raises(UnreadablePage, match="unpack it"):
        read_file(b"7z\xbc\xaf\x27\x1c" + b"\0" * 64)


def test_old_word_without_libreoffice_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(UnreadablePage, match="LibreOffice"):
        read_file(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512)


def test_a_report_that_is_a_file_is_its_own_attachment() -> None:
    body = docx(p("某县2022年政府信息公开工作年度报告") + p("一、总体情况") + p("无。"))
    report = read_document(body, url="http://www.example.gov.cn/a/%E5%B9%B4%E6%8A%A5.docx").report
    (itself,) = report.attachments
    assert (itself.filename, itself.size) == ("年报.docx", len(body))
    assert itself.media_type and itself.media_type.endswith("wordprocessingml.document")
    assert itself.text and "总体情况" in itself.text
    assert read_document(body).report.attachments == ()
