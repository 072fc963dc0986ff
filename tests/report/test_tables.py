"""Statutory tables become facts: the printed value under the right keys, its state kept, the doubtful left out."""

from pathlib import Path

import pytest

from harvester.page.model import Block, Grid
from harvester.page.read import read_page
from harvester.process import parse_report
from harvester.report.formats import CellRef, load_formats
from harvester.report.model import Fact
from harvester.report.tables import TablesRead, read_tables
from harvester.report.tables._labels import all_labels, vocabulary
from tests.report.table_documents import Cell, block, paragraph, to_grid

HEADS_2021 = ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]


def grid_of(*rows: list[str], method: str = "grid") -> Grid:
    return to_grid([[Cell(text) for text in row] for row in rows], method)


def read_rows(*rows: list[str], method: str = "grid") -> TablesRead:
    return read_tables([block(grid_of(*rows, method=method))])


def facts_of(read: TablesRead) -> dict[str, Fact]:
    return {str(CellRef(fact.table_key, fact.row_key, fact.column_key)): fact for fact in read.facts}


def values_of(read: TablesRead) -> dict[str, int | float | None]:
    return {key: fact.value for key, fact in facts_of(read).items()}


@pytest.mark.parametrize(
    ("raw", "value", "state"),
    [
        ("7", 7, "numeric"),
        ("0", 0, "zero"),
        ("零", 0, "zero"),
        ("", None, "blank"),
        ("\u3000", None, "blank"),
        ("—", None, "dash"),
        ("/", None, "dash"),
        ("无", None, "none_word"),
        ("不适用", None, "not_applicable"),
        ("见附件", None, "text"),
        ("1,234件", 1234, "numeric"),
        ("１２", 12, "numeric"),
        ("22\n（其中修订16件）", 22, "numeric"),
        ("-3", -3, "numeric"),
    ],
)
def test_each_kind_of_cell_keeps_its_state_and_its_raw_text(raw: str, value: int | None, state: str) -> None:
    read = read_rows(HEADS_2021, ["行政规范性文件", raw, "1", "2"])
    fact = facts_of(read)["art20_1.normative_documents.issued_this_year"]
    assert (fact.value, fact.state, fact.raw) == (value, state, raw)


@pytest.mark.parametrize(
    ("heading", "raw", "value"),
    [
        ("采购总金额", "37964.59万元", 37964.59),
        ("采购总金额", "251000元", 25.1),
        ("采购总金额", "1.2亿元", 12000),
        ("采购总金额（万元）", "160.5964", 160.5964),
        ("采购总金额（元）", "5000", 0.5),
        ("采购总金额", "0", 0),
    ],
)
def test_an_amount_is_stored_in_wan_with_its_raw_text(heading: str, raw: str, value: float) -> None:
    read = read_rows(["信息内容", "采购项目数量", heading], ["政府集中采购", "3", raw])
    fact = facts_of(read)["art20_9.centralised_procurement.procurement_amount"]
    assert (fact.value, fact.raw) == (value, raw)


def test_an_amount_without_any_unit_stays_out_with_a_finding() -> None:
    read = read_rows(["信息内容", "采购项目数量", "采购总金额"], ["政府集中采购", "3", "251000"])
    assert values_of(read) == {"art20_9.centralised_procurement.procurement_items": 3}
    assert [(check.rule, check.subject) for check in read.findings] == [
        ("Q27", "art20_9.centralised_procurement.procurement_amount")
    ]


def test_the_charges_of_2021_are_in_wan_as_the_form_says() -> None:
    read = read_rows(["信息内容", "本年收费金额"], ["行政事业性收费", "12.5"])
    assert values_of(read) == {"art20_8.administrative_fees.fee_amount_wan": 12.5}


def test_the_change_of_items_keeps_its_sign() -> None:
    heads = ["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"]
    read = read_rows(heads, ["行政许可", "8", "-3", "120"], ["其他对外管理服务事项", "1", "+2", "0"])
    assert [fact.value for fact in read.facts] == [8, -3, 120, 1, 2, 0]


def test_digits_that_stand_apart_stay_out() -> None:
    read = read_rows(HEADS_2021, ["规章", "1 2", "0", "3"])
    assert "art20_1.rules.issued_this_year" not in values_of(read)
    assert [check.rule for check in read.findings] == ["Q19"]


@pytest.mark.parametrize(("total", "joined"), [("14", True), ("15", False), ("", False)])
def test_digits_that_stand_apart_are_joined_where_a_sum_confirms_them(total: str, joined: bool) -> None:
    heads = ["", "结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    rows = [["行政复议", "1 2", "0", "0", "2", total], ["未经复议直接起诉", *"00000"], ["复议后起诉", *"00000"]]
    read = read_rows(heads, *rows)
    fact = facts_of(read).get("disputes.review.upheld")
    assert (fact is not None) is joined
    assert fact is None or (fact.value, fact.raw, fact.state) == (12, "1 2", "numeric")
    assert ("Q19" in {check.rule for check in read.findings}) is not joined


def test_two_headings_cut_to_the_same_words_are_told_apart_by_their_order() -> None:
    read = read_rows(["信息内容", "本年新", "本年新", "对外公开总数量"], ["规章", "1", "2", "3"])
    assert values_of(read) == {
        "art20_1.rules.made_this_year": 1,
        "art20_1.rules.disclosed_this_year": 2,
        "art20_1.rules.disclosed_total": 3,
    }


def test_the_format_follows_the_labels() -> None:
    old = read_rows(["信息内容", "上一年项目数量", "本年增/减"], ["行政事业性收费", "5", "1"])
    new = read_rows(["信息内容", "本年收费金额（单位：万元）"], ["行政事业性收费", "5"])
    assert (old.format, new.format) == ("2019", "2021")


def test_columns_in_another_order_are_read_by_their_headings() -> None:
    read = read_rows(["信息内容", "现行有效件数", "本年制发件数", "本年废止件数"], ["规章", "9", "1", "2"])
    assert values_of(read)["art20_1.rules.in_force"] == 9
    assert values_of(read)["art20_1.rules.issued_this_year"] == 1


def test_an_unknown_column_is_named_in_a_finding_and_its_values_are_left_alone() -> None:
    read = read_rows([*HEADS_2021, "网上公开率"], ["规章", "1", "2", "3", "100%"])
    assert values_of(read) == {
        "art20_1.rules.issued_this_year": 1,
        "art20_1.rules.repealed_this_year": 2,
        "art20_1.rules.in_force": 3,
    }
    [check] = read.findings
    assert (check.rule, check.actual) == ("Q18", "网上公开率")
    assert "data/reference/tables.json" in check.message


def test_a_label_that_no_row_explains_is_told_with_the_official_row_that_it_is_most_like() -> None:
    read = read_rows(["信息内容", "本年处理决定数量"], ["行政处罚", "10"], ["行政强力措施", "4"])
    [check] = [check for check in read.findings if check.rule == "Q18"]
    assert check.subject == "art20_6: 行政强力措施"
    assert "art20_6.administrative_compulsion" in check.message
    assert '{"text": "行政强力措施", "evidence": "observed"}' in check.message


def test_an_unknown_row_is_told_though_its_words_are_those_of_a_column() -> None:
    heads = ["", *(column.label for column in load_formats().by_id["2021"].tables["applications"].columns)]
    read = read_rows(heads, ["收到的各类件数合计", *"1000001"], ["（一）予以公开", *"1000001"])
    assert [check.actual for check in read.findings if check.rule == "Q18"] == ["收到的各类件数合计"]


@pytest.mark.parametrize("above", [[], ["单位：件"]])
def test_an_unknown_first_row_below_the_headings_is_told_and_a_line_of_units_is_not(above: list[str]) -> None:
    read = read_rows(*([above] if above else []), HEADS_2021, ["本地决定", "4", "5", "6"], ["规章", "1", "2", "3"])
    assert [(check.rule, check.actual) for check in read.findings] == [("Q18", "本地决定")]


@pytest.mark.parametrize(
    ("typed", "row"),
    [
        ("1.信访举报投拆类申请", "not_processed_petition"),
        ("5.属于三类内事务信息", "denied_internal_affairs"),
        ("一、本年度新收政府信息公开申请数量", "new_requests"),
        ("4.保护第三三方合法权益", "denied_third_party"),
        ("三、本年度办理结果（三）不予公开1.属于国家秘密", "denied_state_secret"),
        ("三、本年度办理结果（六）其他处理3.其他", "other_misc"),
        ("本年度办理结果（七）总计", "total_handled"),
    ],
)
def test_a_typing_error_or_a_group_before_a_label_does_not_hide_it(typed: str, row: str) -> None:
    assert all_labels().row(typed).keys == {f"applications.{row}"}


@pytest.mark.parametrize("label", ["上年新收政府信息公开申请数量", "行政处理", "收到书面申请数", "规划"])
def test_a_word_that_is_another_thing_is_no_typing_error(label: str) -> None:
    assert not vocabulary("applications").row(label).keys
    assert not vocabulary("statistics").row(label).keys
    assert not vocabulary("art20_1", "art20_6").row(label).keys


def test_the_heading_of_rows_that_are_read_is_no_row() -> None:
    """（六）其他处理 is a row of 2019; in 2021 it stands over three, whatever is printed beside it."""
    heads = ["", *(column.label for column in load_formats().by_id["2021"].tables["applications"].columns)]
    rows = [["（六）其他处理", *["9"] * 7], ["3.其他", *"1000001"], ["（七）总计", *"1000001"]]
    assert {fact.row_key for fact in read_rows(heads, *rows).facts} == {"other_misc", "total_handled"}


def test_an_unknown_row_is_named_in_a_finding() -> None:
    read = read_rows(HEADS_2021, ["规章", "1", "2", "3"], ["本地决定", "4", "5", "6"])
    assert len(read.facts) == 3
    assert [(check.rule, check.actual) for check in read.findings] == [("Q18", "本地决定")]


@pytest.mark.parametrize("heading", ["上年制发件数", "制发件数同比", "历年累计制发件数"])
def test_a_figure_of_another_year_is_not_taken_for_this_years(heading: str) -> None:
    read = read_rows(["信息内容", heading, "现行有效件数"], ["规章", "99", "3"])
    assert values_of(read) == {"art20_1.rules.in_force": 3}


def test_a_part_of_a_row_is_not_taken_for_the_row() -> None:
    heads = ["信息内容", "本年处理决定数量"]
    read = read_rows(heads, ["行政处罚", "10"], ["其中：简易程序行政处罚", "4"])
    assert values_of(read) == {"art20_6.administrative_penalty.decisions": 10}


def test_headings_that_are_all_unknown_do_not_let_the_official_order_in() -> None:
    read = read_rows(["信息内容", "甲", "乙", "丙"], ["规章", "1", "2", "3"], ["行政规范性文件", "1", "2", "3"])
    assert not read.facts


@pytest.mark.parametrize(
    "rows",
    [
        [["项目", "合计"], ["总计", "5"], ["其他", "3"]],
        [["单位", "收入", "支出"], ["行政许可", "1", "2"], ["其他", "3", "4"]],
        [["姓名", "自然人", "总计"], ["张三", "1", "1"]],
        [["结果", "维持", "纠正"], ["案件", "1", "2"]],
        [["", ""], ["", ""]],
    ],
)
def test_other_tables_of_a_page_give_nothing(rows: list[list[str]]) -> None:
    read = read_tables([block(grid_of(*rows))])
    assert not read.facts
    assert not read.used


def test_the_same_table_twice_gives_its_facts_once() -> None:
    one = block(grid_of(HEADS_2021, ["规章", "1", "2", "3"]))
    read = read_tables([one, paragraph("打印版"), one])
    assert len(read.facts) == 3
    assert not read.findings
    assert read.used == {0, 2}


def test_two_copies_that_contradict_each_other_lose_the_cells_in_question() -> None:
    one, other = (block(grid_of(HEADS_2021, ["规章", "1", last, "3"])) for last in ("2", "5"))
    read = read_tables([one, other])
    assert sorted(values_of(read)) == ["art20_1.rules.in_force", "art20_1.rules.issued_this_year"]
    assert [(check.rule, check.actual) for check in read.findings] == [("Q19", "2 / 5")]


def test_a_caption_above_the_grid_belongs_to_the_table() -> None:
    read = read_tables([paragraph("第二十条第（一）项"), block(grid_of(HEADS_2021, ["规章", "1", "2", "3"]))])
    assert read.used == {0, 1}


def test_a_listed_wording_beats_one_that_is_recognized_by_its_words() -> None:
    heads = ["信息内容", "本年处理决定数量"]
    read = read_rows(heads, ["行政处罚", "10"], ["行政处罚（含委托）类决定", "4"])
    assert values_of(read) == {"art20_6.administrative_penalty.decisions": 10}


def test_disputes_are_read_from_one_row_for_each_kind_too() -> None:
    heads = ["", "结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    rows = [["行政复议", "1", "0", "0", "2", "3"], ["未经复议直接起诉", "0", "0", "1", "0", "1"]]
    read = read_rows(heads, *rows, ["复议后起诉", "", "", "", "", ""])
    assert values_of(read)["disputes.review.pending"] == 2
    assert values_of(read)["disputes.suit_direct.total"] == 1
    assert facts_of(read)["disputes.suit_after_review.total"].state == "blank"


def test_rows_of_the_same_label_are_told_apart_by_the_row_above() -> None:
    heads = ["统计指标", "单位", "统计数"]
    rows = [
        ["四、行政复议数量", "件", "6"],
        ["（一）维持具体行政行为数", "件", "1"],
        ["（二）被依法纠错数", "件", "2"],
        ["（三）其他情形数", "件", "3"],
        ["五、行政诉讼数量", "件", "15"],
        ["（一）维持具体行政行为或者驳回原告诉讼请求数", "件", "4"],
        ["（二）被依法纠错数", "件", "5"],
        ["（三）其他情形数", "件", "6"],
    ]
    assert [fact.value for fact in read_rows(heads, *rows).facts] == [6, 1, 2, 3, 15, 4, 5, 6]


def test_a_flattened_table_whose_blanks_are_gone_gets_the_values_that_the_sums_prove() -> None:
    """Six values of seven: only one place for the blank lets every sum come out."""
    columns = [column.label for column in load_formats().by_id["2021"].tables["applications"].columns]
    table = load_formats().by_id["2021"].tables["applications"]
    full = {"new_requests": "5 1 0 0 0 2 8", "granted": "4 1 0 0 0 2 7", "total_handled": "4 1 0 0 0 2 7"}
    short = {"carried_over": "", "carried_forward": "1 0 0 0 0 1"}
    lines = ["申请人情况", *columns]
    for row in table.data_rows:
        lines += [row.label, *full.get(row.key, short.get(row.key, "")).split()]
    read = read_tables([paragraph(line) for line in lines])
    values = values_of(read)
    assert values["applications.carried_forward.total"] == 1
    assert values["applications.carried_forward.natural_person"] == 1
    assert facts_of(read)["applications.carried_over.total"].state == "blank"
    assert facts_of(read)["applications.denied_process_info.org_other"].state == "blank"


@pytest.mark.parametrize(
    "end",
    [["65743.23万元", ""], ["65743.23万元", "", "五、存在的主要问题及改进情况"], ["65743.23万元"]],
)
def test_a_blank_line_after_a_table_that_lost_its_blanks_is_no_cell(end: list[str]) -> None:
    lines = ["信息内容", "采购项目数量", "采购总金额", "政府集中采购", *end]
    assert not read_tables([paragraph(line) for line in lines]).facts


def copied() -> list[str]:
    """Section 3 as copied from a PDF: labels cut around their values, the words of groups between them."""
    table = load_formats().by_id["2021"].tables["applications"]
    lines = ["申请人情况"]
    for row in table.data_rows:
        value = "4 0 3 0 0 0 7" if row.key in {"new_requests", "granted", "total_handled"} else "0 0 0 0 0 0 0"
        lines += ["（三）不", row.label[:5], value, row.label[5:], "予公开"]
    return [line for line in lines if line]


def test_values_between_pieces_of_labels_are_those_of_the_rows_in_order_where_every_sum_says_so() -> None:
    read = read_tables([paragraph(line) for line in copied()])
    assert len(read.facts) == 175
    assert values_of(read)["applications.granted.org_research"] == 3
    assert values_of(read)["applications.partially_granted.org_research"] == 0
    assert not read.findings


def test_values_between_pieces_of_labels_are_left_out_where_a_sum_fails_or_a_row_is_missing() -> None:
    lines = copied()
    at = lines.index("0 0 0 0 0 0 0")
    for changed in ([*lines[:at], "1 0 0 0 0 0 1", *lines[at + 1 :]], [*lines[:at], *lines[at + 1 :]]):
        values = values_of(read_tables([paragraph(line) for line in changed]))
        assert "applications.granted.org_research" not in values


def test_disputes_below_headings_that_run_together_are_read_where_each_kind_adds_up() -> None:
    lines = ["行政复议 行政诉讼", "未经复议直接起诉 复议后起诉", "结果维持结果纠正其他结果尚未审结总计" * 3]
    good = read_tables([paragraph(line) for line in [*lines, "1 0 0 2 3 0 0 0 0 0 4 0 0 0 4"]])
    assert values_of(good)["disputes.suit_after_review.upheld"] == 4
    assert not read_tables([paragraph(line) for line in [*lines, "1 0 0 2 4 0 0 0 0 0 4 0 0 0 4"]]).facts


@pytest.mark.parametrize("raw", ["1（其中自然失效", "3（其中", "2)"])
def test_a_figure_whose_note_is_cut_off_stays_out(raw: str) -> None:
    read = read_rows(HEADS_2021, ["规章", raw, "0", "3"])
    assert "art20_1.rules.issued_this_year" not in facts_of(read)
    assert [check.rule for check in read.findings] == ["Q19"]


def test_a_sheet_with_all_tables_in_one_is_read() -> None:
    outcomes = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    rows = [
        HEADS_2021,
        ["行政规范性文件", "1", "2", "3"],
        ["四、政府信息公开行政复议、行政诉讼情况"],
        ["行政复议", "行政诉讼"],
        [*outcomes, "未经复议直接起诉", "复议后起诉"],
        outcomes * 2,
        ["1", "0", "0", "2", "3", *"0000000000"],
        ["六、其他需要报告的事项"],
        ["无其他事项。"],
    ]
    values = values_of(read_rows(*rows))
    assert values["disputes.review.pending"] == 2
    assert values["art20_1.normative_documents.in_force"] == 3


def test_rows_seem_blank_where_their_values_stand_elsewhere() -> None:
    table = load_formats().by_id["2021"].tables["applications"]
    labels = [row.label for row in table.data_rows]
    columns = [text for column in table.columns for text in (column.label, *["0"] * len(labels))]
    read = read_tables([paragraph(line) for line in ["申请人情况", *labels, *columns]])
    assert not read.facts
    assert read.findings


def test_a_unit_of_money_is_read_over_a_line_break() -> None:
    read = read_rows(["信息内容", "本年收费金额\n（单位：万\n元）"], ["行政事业性收费", "12.5"])
    assert values_of(read) == {"art20_8.administrative_fees.fee_amount_wan": 12.5}


def test_prose_with_the_words_of_the_tables_is_no_table() -> None:
    prose = ["一、总体情况", "本年新收政府信息公开申请数量为3件，其中自然人2件。", "行政处罚", "10", "行政许可", "5"]
    read = read_tables([Block("paragraph", text) for text in prose])
    assert not read.facts


@pytest.mark.shared
def test_the_flattened_seed_is_read_cell_by_cell(shared: Path) -> None:
    page = read_page((shared / "seeds" / "002_0b8c5ff266c8db46.txt").read_bytes())
    read = read_tables(page.blocks)
    values, facts = values_of(read), facts_of(read)
    assert read.format == "2019"
    penalty = [
        values[f"art20_6.administrative_penalty.{c}"] for c in ("items_previous_year", "items_change", "decisions")
    ]
    assert penalty == [12, 57, 69]
    assert values["art20_9.centralised_procurement.procurement_items"] == 188
    assert values["art20_9.centralised_procurement.procurement_amount"] == 37964.59
    applications = {key: fact for key, fact in facts.items() if key.startswith("applications.")}
    assert len(applications) == 161
    zero = {key for key, fact in applications.items() if fact.state == "zero"}
    assert {key.split(".")[1] for key in zero} == {"total_handled", "carried_forward"}
    assert len(zero) == 14
    assert {fact.state for key, fact in applications.items() if key not in zero} == {"blank"}
    assert {fact.state for key, fact in facts.items() if key.startswith("disputes.")} == {"blank"}
    assert not read.findings


def test_a_flattened_table_comes_back_as_rows() -> None:
    table_lines = [*HEADS_2021, "规章", "1", "2", "3", "行政规范性文件", "4", "", "6"]
    lines = ["说明", *table_lines, "五、存在的主要问题及改进情况", "人手不足。"]
    read = read_tables([paragraph(line) for line in lines])
    texts = [block.text for block in read.body]
    assert texts[-2:] == lines[-2:]
    table = next(block for block in read.body if block.grid is not None)
    assert table.text.split("\n")[-2:] == ["规章\t1\t2\t3", "行政规范性文件\t4\t\t6"]
    assert read.body.index(table) in read.content
    assert len(read.body) - 1 not in read.content


def test_a_document_without_flattened_tables_keeps_its_blocks() -> None:
    blocks = [paragraph("一、总体情况"), block(grid_of(HEADS_2021, ["规章", "1", "2", "3"])), paragraph("完。")]
    read = read_tables(blocks)
    assert read.body == tuple(blocks)
    assert read.content == read.used == {1}


@pytest.mark.shared
def test_the_flattened_seed_shows_its_tables_as_rows(shared: Path) -> None:
    report = parse_report((shared / "seeds" / "002_0b8c5ff266c8db46.txt").read_bytes())
    proactive = next(section for section in report.sections if section.kind == "proactive")
    assert "行政处罚\t12\t57\t69" in proactive.text.split("\n")
    assert "行政处罚\t12\t57\t69" in report.text.split("\n")
