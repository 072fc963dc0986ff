"""Promises that a site's own furniture is learned from its pages, and that no line of a report ever is."""

# ruff: noqa: E501 (pages in one line)

import pytest

from harvester.page.learned import SiteLines, drop_learned, edge_lines, may_be_furniture
from harvester.page.read import parse_html, read_page
from harvester.process import Hints, read_document
from tests.report.documents import modern

NOTICE = "青山云客户端现已上线，欢迎广大用户下载体验。"
CLAIM = "特别声明：本栏目所载内容仅供参考，以纸质原件为准。"


def page(title: str, lines: list[str]) -> str:
    """A page of a home-made system: notice and claim stand inside the container of the text, without names."""
    body = "".join(f"<p>{line}</p>" for line in (NOTICE, *lines, CLAIM))
    return f"<html><head><title>{title}</title></head><body><div class='qz9'><h2>{title}</h2><div class='qz12'>{body}</div></div></body></html>"


def title_of(year: int) -> str:
    return f"青山县水利局{year}年政府信息公开工作年度报告"


def report(year: int) -> str:
    return page(title_of(year), [*modern("我局", year), "青山县水利局", f"{year + 1}年1月20日"])


NEWS = page(
    "青山县举办河长制培训班",
    ["近日，青山县举办河长制培训班，来自各乡镇的学员参加了培训。", "学员们表示收获很大，将学以致用。"],
)


def learn(*pages: str, others: tuple[str, ...] = ()) -> frozenset[str]:
    """What the pages of a site teach."""
    lines = SiteLines()
    for markup in pages:
        reading = read_document(markup.encode())
        lines.note_text(reading.report.title or "", edge_lines(reading.page.blocks), is_report=reading.report.is_report)
    for markup in others:
        lines.note_page(parse_html(markup))
    return lines.learned()


def test_lines_that_stand_on_reports_and_elsewhere_are_furniture():
    learned = learn(*map(report, range(2019, 2024)), NEWS)
    assert learned == {NOTICE, CLAIM}
    for year in range(2019, 2024):
        before = read_document(report(year).encode()).report
        after = read_document(report(year).encode(), hints=Hints(furniture=learned)).report
        assert NOTICE in before.text and CLAIM in before.text
        assert NOTICE not in after.text and CLAIM not in after.text
        lost = set(before.text.split("\n")) - set(after.text.split("\n"))
        assert lost == {NOTICE, CLAIM}
        assert after.text.rstrip().endswith(f"{year + 1}年1月20日")


def test_a_page_that_was_only_searched_is_evidence_too():
    assert learn(*map(report, range(2019, 2022)), others=(NEWS,)) == {NOTICE, CLAIM}


@pytest.mark.parametrize(
    ("label", "pages"),
    [
        ("one report and news", [report(2022), NEWS]),
        ("reports only", [report(year) for year in range(2015, 2024)]),
        ("one report many times", [report(2022)] * 5 + [NEWS]),
    ],
)
def test_too_little_evidence_teaches_nothing(label: str, pages: list[str]):
    assert learn(*pages) == frozenset()


def test_a_list_with_titles_and_names_teaches_nothing():
    listing = "".join(f"<li>{title_of(year)}</li>" for year in range(2015, 2024))
    pages = [f"<p>{line}</p>" for line in ("一、总体情况", "青山县水利局", "没有需要报告的其他事项。", *modern())]
    plain = [report(year).replace(NOTICE, "").replace(CLAIM, "") for year in range(2015, 2024)]
    assert learn(*plain, others=(f"<ul>{listing}</ul>{''.join(pages)}",)) == frozenset()


@pytest.mark.parametrize("line", [
    "一、总体情况", "（一）主动公开情况", "2023年1月20日", "二〇二三年一月二十日", "青山县水利局", "青山县人民政府办公室", "单位：件", "附件：统计表",
    "联系电话：请致电办公室", "无其他需要报告的事项。", "全年没有发生。", "本报告电子版可以从网站下载。", "我局将继续努力，做好各项工作。",
    "（此件公开发布）", "填表人、审核人、负责人", "制发文件数量", "各乡镇人民政府，县政府各部门：",
])  # fmt: skip
def test_lines_of_reports_are_never_candidates(line: str):
    assert not may_be_furniture(line)


def test_a_learned_line_in_the_middle_of_a_text_stays():
    body = [*modern("我局", 2022)[:6], CLAIM, *modern("我局", 2022)[6:], *("继续推进各项工作，取得新的成效。",) * 3]
    read = read_page(page(title_of(2022), body))
    dropped = drop_learned(read, {CLAIM, NOTICE})
    assert dropped.text.count(CLAIM) == 1
    assert list(dropped.removed[-2:]) == [NOTICE, CLAIM]


def test_without_learned_lines_the_page_is_the_same_object():
    read = read_page(NEWS)
    assert drop_learned(read, frozenset()) is read
