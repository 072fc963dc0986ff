"""Whatever a file does, it ends in text or in a reason, soon and with bounded memory."""

import io
import time
import zipfile
import zlib
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from harvester.documents._apart import ReadApart
from harvester.documents.read import kind_of, read_file
from harvester.errors import UnreadablePage
from tests.documents.writers import assemble, box, docx, ofd, ofd_text, p, package, pdf, say, table, tbl, tc, xlsx

LAUGHS = "<!DOCTYPE x [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def laughing() -> bytes:
    """A billion laughs."""
    return package({"word/document.xml": f"{LAUGHS}]><document><body><p><t>&a9;</t></p></body></document>"})


def outside() -> bytes:
    """An entity that names a file of this machine."""
    secret = "<!DOCTYPE x [<!ENTITY s SYSTEM 'file:///etc/passwd'>]>"
    return package({"word/document.xml": f"{secret}<document><body><p><t>&s;</t></p></body></document>"})


def bomb() -> bytes:
    """A part that unpacks to 200 MB."""
    return package({"word/document.xml": b" " * 200_000_000})


def lying_bomb() -> bytes:
    """A part of 40 MB whose directory says that it has 100 bytes."""
    body = bytearray(package({"word/document.xml": b" " * 40_000_000}))
    at = body.rindex(b"PK\x01\x02") + 24
    body[at : at + 4] = (100).to_bytes(4, "little")
    return bytes(body)


def many_parts() -> bytes:
    """A package of ten thousand parts."""
    return package({f"word/{n}.xml": "" for n in range(10_000)} | {"word/document.xml": "<a/>"})


def encrypted_package() -> bytes:
    """A package that says it is encrypted."""
    body = bytearray(docx(p("甲")))
    for head, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        body[body.index(head) + offset] |= 1
    return bytes(body)


def wide_word() -> bytes:
    """A table of ten thousand columns."""
    return docx(tbl([[tc("1") for _ in range(10_000)]]))


def wide_sheet() -> bytes:
    """A sheet whose only cell is its last one."""
    return xlsx('<row><c r="XFD1048576"><v>1</v></c></row>')


def deep_word() -> bytes:
    """Content controls in content controls."""
    return docx("<w:sdt><w:sdtContent>" * 5_000 + p("甲") + "</w:sdtContent></w:sdt>" * 5_000)


def many_nodes() -> bytes:
    """A part of four million elements."""
    return package({"word/document.xml": b"<a>" + b"<b/>" * 4_000_000 + b"</a>"})


def pages_in_a_circle() -> bytes:
    """A tree of pages that holds itself."""
    return assemble([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"])


def many_pages() -> bytes:
    """More pages than a report has."""
    return pdf(*["" for _ in range(400)])


def locked() -> bytes:
    """A PDF that needs a password."""
    body = pdf(say("甲", 60, 60))
    key = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O (" + b"a" * 32 + b") /U (" + b"b" * 32 + b") /P -1 >> "
    return body.replace(b"trailer\n<< ", b"trailer\n<< " + key + b"/ID [(aaaaaaaaaaaaaaaa) (aaaaaaaaaaaaaaaa)] ")


REFUSED: list[tuple[Callable[[], bytes], str]] = [
    (laughing, "no XML|no Word"),
    (bomb, "bytes"),
    (lying_bomb, "unpacked|XML|bomb"),
    (many_parts, "parts"),
    (encrypted_package, "encrypted"),
    (wide_word, "columns"),
    (wide_sheet, "columns"),
    (deep_word, "no XML"),
    (many_nodes, "unpacks"),
    (pages_in_a_circle, "PDF"),
    (many_pages, "400 pages"),
    (locked, "password|opened"),
    (lambda: b"%PDF-1.7\n", "cannot be opened"),
    (lambda: pdf(say("甲", 60, 60))[:300], "PDF"),
    (lambda: docx(p("甲") * 500)[:-30], "damaged|no kind|unpack"),
    (lambda: b"PK\x03\x04", "archive|damaged"),
]


@pytest.mark.parametrize(("make", "reason"), REFUSED, ids=[make.__name__ for make, _ in REFUSED])
def test_a_hostile_file_is_refused_with_a_reason(make: Callable[[], bytes], reason: str) -> None:
    body = make()
    began = time.process_time()
    with pytest.raises(UnreadablePage, match=reason):
        read_file(body)
    assert time.process_time() - began < 10


def test_a_file_of_this_machine_is_never_read() -> None:
    try:
        assert "root" not in read_file(outside()).text
    except UnreadablePage as refused:
        assert "root" not in str(refused)


def test_a_table_of_ten_thousand_rules_is_no_table() -> None:
    drawn = "".join(box(n * 0.05, 100, 0.02, 500) for n in range(10_000)) + say("甲乙丙", 60, 50)
    began = time.process_time()
    assert "甲乙丙" in read_file(pdf(drawn)).text
    assert time.process_time() - began < 10


def nested_forms(depth: int = 12) -> bytes:
    """Forms that draw the next one ten times each: a trillion drawings."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources "
        b"<< /XObject << /X 5 0 R >> >> >>",
        b"<< /Length 5 >>\nstream\n/X Do\nendstream",
    ]
    for number in range(depth):
        draw = b"/X Do " * 10 if number < depth - 1 else b"0 0 m 9 9 l S"
        objects.append(
            b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X %d 0 R >> >> "
            b"/Length %d >>\nstream\n%s\nendstream" % (6 + number, len(draw), draw)
        )
    return assemble(objects)


def swelling_page() -> bytes:
    """A page whose content unpacks to a gigabyte of strokes."""
    packer = zlib.compressobj(9)
    piece = b"1 1 m 2 2 l S\n" * 70_000
    data = b"".join(packer.compress(piece) for _ in range(1_000)) + packer.flush()
    return assemble(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
            b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(data), data),
        ]
    )


@pytest.mark.parametrize("make", [nested_forms, swelling_page])
def test_a_pdf_that_hangs_or_swells_is_given_up_and_the_next_is_read(make: Callable[[], bytes]) -> None:
    reading = ReadApart("harvester.documents.pdf", seconds=3)
    try:
        with pytest.raises(UnreadablePage, match=r"given up|memory|objects"):
            reading.read(make())
        assert reading.read(pdf(say("甲乙丙", 60, 60))).blocks[0].text == "甲乙丙"
    finally:
        reading.process.close()


def test_a_process_that_was_ended_is_started_again() -> None:
    reading = ReadApart("harvester.documents.pdf")
    try:
        for _ in range(2):
            assert reading.read(pdf(say("甲乙丙", 60, 60))).blocks[0].text == "甲乙丙"
            process = reading.process._process
            assert process is not None
            process.kill()
            process.wait()
    finally:
        reading.process.close()


SOUND = [
    pdf(table([["甲", "12"], ["乙", "3"]]) + say("某县2022年政府信息公开工作年度报告", 60, 60)),
    docx(
        p("甲乙丙")
        + tbl([[tc("题", span=2)], [tc("甲", merge="restart"), tc("1")], [tc("", merge="continue"), tc("2")]])
    ),
    xlsx('<row><c r="A1"><v>1</v></c><c r="B2" t="s"><v>0</v></c></row>', strings=["甲"]),
    ofd(ofd_text("某县年度报告", 20, 30)),
]


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    body=st.sampled_from(SOUND),
    flips=st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=12),
    cut=st.one_of(st.none(), st.integers(1, 10**6)),
)
def test_damage_raises_nothing_but_unreadable_page(body: bytes, flips: list[tuple[int, int]], cut: int | None) -> None:
    damaged = bytearray(body)
    for at, value in flips:
        damaged[at % len(damaged)] = value
    try_to_read(bytes(damaged[: cut % len(damaged)] if cut else damaged))


@settings(max_examples=80, deadline=None)
@given(
    tags=st.lists(st.sampled_from(["tbl", "tr", "tc", "p", "r", "t", "sdt", "sdtContent", "/", "/", "/"]), max_size=40),
    spans=st.lists(st.sampled_from(["", "-1", "0", "2", "99999999999", "x", "restart"]), min_size=1, max_size=5),
)
def test_any_nesting_of_word_elements_is_read_or_refused(tags: list[str], spans: list[str]) -> None:
    out: list[str] = []
    still_open: list[str] = []
    for number, tag in enumerate(tags):
        if tag == "/":
            out.append(f"</w:{still_open.pop()}>" if still_open else "")
            continue
        still_open.append(tag)
        out.append(f"<w:{tag}>")
        if tag == "tc":
            value = spans[number % len(spans)]
            out.append(f'<w:tcPr><w:gridSpan w:val="{value}"/><w:vMerge w:val="{value}"/></w:tcPr>')
        if tag == "t":
            out.append("12")
    out += [f"</w:{tag}>" for tag in reversed(still_open)]
    try_to_read(docx("".join(out)))


def try_to_read(body: bytes) -> None:
    """Read a file of a known kind; being unreadable is fine."""
    if kind_of(body) is None:
        return
    try:
        page = read_file(body)
    except UnreadablePage as refused:
        assert str(refused)
        return
    for block in page.blocks:
        if block.grid:
            assert all(len(row) == block.grid.columns for row in block.grid.slots)


def test_a_damaged_stream_in_a_package_is_a_reason() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "甲" * 3_000)
    body = bytearray(out.getvalue())
    body[80:90] = b"\xff" * 10
    with pytest.raises(UnreadablePage):
        read_file(bytes(body))
