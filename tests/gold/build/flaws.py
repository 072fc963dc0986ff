"""Changes to a consistent report: each puts one contradiction or slip in it and says which rule must see it."""

# ruff: noqa: E501 (sentences and markup on one line)

from collections.abc import Callable, Mapping
from datetime import date

from tests.gold.build.draft import HEADINGS, Draft, Piece
from tests.gold.build.tables import BLANK, TABLE_OF_LAYOUT, grid, number
from tests.gold.model import Flaw, Printed, Ref, Said

Change = Callable[[Draft], None]


def put(draft: Draft, ref: Ref, printed: Printed) -> None:
    """Print something else in a cell."""
    draft.values[ref] = printed
    for i, piece in enumerate(draft.pieces):
        if piece.rows is not None:
            draft.pieces[i] = piece._replace(rows=grid(draft.format, piece.text, draft.values))


def _number(draft: Draft, *ref: str) -> int:
    return int(draft.values[Ref(*ref)].value or 0)


def _bump(draft: Draft, *ref: str, by: int = 1) -> None:
    put(draft, Ref(*ref), number(_number(draft, *ref) + by))


def _flaw(draft: Draft, rule: str, subject: str = "") -> None:
    draft.flaws.append(Flaw(rule, subject))


def flow(draft: Draft) -> None:
    """The flow of requests does not add up for one kind of applicant (and in the row's total)."""
    _bump(draft, "applications", "carried_over", "org_business", by=7)
    _flaw(draft, f"F{draft.format}.S3.flow", "applications.*.org_business")
    _flaw(draft, f"F{draft.format}.S3.applicant_sum", "applications.carried_over.*")


def results(draft: Draft) -> None:
    """The results do not make up the total handled."""
    _bump(draft, "applications", "granted", "natural_person", by=3)
    _flaw(draft, f"F{draft.format}.S3.results_sum", "applications.*.natural_person")
    _flaw(draft, f"F{draft.format}.S3.applicant_sum", "applications.granted.*")


def applicants(draft: Draft) -> None:
    """A total of a row that is not the sum of its applicants."""
    _bump(draft, "applications", "not_processed_petition", "total", by=2)
    _flaw(draft, f"F{draft.format}.S3.applicant_sum", "applications.not_processed_petition.*")


def outcomes(draft: Draft) -> None:
    """Disputes whose total is not the sum of their outcomes."""
    _bump(draft, "disputes", "review", "total", by=4)
    _flaw(draft, f"F{draft.format}.S4.outcome_sum", "disputes.review.*")


def prose_against_table(draft: Draft) -> None:
    """The prose gives another number of requests than the table."""
    wrong = _number(draft, "applications", "new_requests", "total") + 1111
    draft.said = [said for said in draft.said if not said.key.startswith("applications_")]
    text = f"全年收到政府信息公开申请{wrong}件，均依法办理。"
    _replace_topic(draft, "依申请公开", text)
    draft.said.append(Said("applications_received", wrong))
    _flaw(draft, "Q21")


def _replace_topic(draft: Draft, title: str, text: str) -> None:
    at = next(i for i, piece in enumerate(draft.pieces) if piece.role == "topic" and title in piece.text)
    draft.pieces[at + 1] = Piece("text", text)


def percentage(draft: Draft) -> None:
    """A share that does not follow from its parts."""
    _replace_topic(draft, "平台建设", "全年共更新办事指南400项，其中经办事项100项，占比31%。")
    draft.said = [
        said for said in draft.said if said.key not in {"special_columns", "new_media_accounts", "websites_closed"}
    ]
    _flaw(draft, "Q23")


def stale_year(draft: Draft) -> None:
    """A sentence that was left standing from the report before."""
    _replace_topic(
        draft, "政府信息管理", f"{draft.year - 1}年，{draft.organ.self}进一步健全信息发布审核机制，落实三审三校。"
    )
    draft.said = [said for said in draft.said if said.key != "power_list_items"]
    _flaw(draft, "Q08")


def negative(draft: Draft) -> None:
    """A count below zero."""
    key = "issued_this_year" if draft.format == "2021" else "made_this_year"
    put(draft, Ref("art20_1", "normative_documents", key), Printed("-3", -3, "numeric"))
    _flaw(draft, "Q14", f"art20_1.normative_documents.{key}")


def fraction(draft: Draft) -> None:
    """A count with decimals."""
    put(draft, Ref("art20_6", "administrative_penalty", "decisions"), number(12.5))
    _flaw(draft, "Q15", "art20_6.administrative_penalty.decisions")


def blank_among_zeros(draft: Draft) -> None:
    """Cells that were left empty although others of the row are zero."""
    for person in ("org_research", "org_legal_service"):
        ref = Ref("applications", "denied_state_secret", person)
        rest = ("natural_person", "org_business", "org_public_interest", "org_other", "total")
        for other in (*rest, person):
            _zero_out(draft, "denied_state_secret", other)
        put(draft, ref, BLANK)
        _flaw(draft, "Q11")
    _repair_sums(draft)


def _zero_out(draft: Draft, row: str, column: str) -> None:
    draft.values[Ref("applications", row, column)] = number(0)


def _repair_sums(draft: Draft) -> None:
    """Make the sums hold again after results were changed; the flow is balanced with new requests."""
    fixed = {"new_requests", "carried_over", "total_handled", "carried_forward"}
    refs = [ref for ref in draft.values if ref.table == "applications"]
    for column in dict.fromkeys(ref.column for ref in refs):
        handled = sum(int(draft.values[r].value or 0) for r in refs if r.column == column and r.row not in fixed)
        put(draft, Ref("applications", "total_handled", column), number(handled))
        new = handled + _number(draft, "applications", "carried_forward", column)
        over = min(new, _number(draft, "applications", "carried_over", column))
        put(draft, Ref("applications", "carried_over", column), number(over))
        put(draft, Ref("applications", "new_requests", column), number(new - over))
    _total_of("carried_over", draft)
    _total_of("new_requests", draft)
    _replace_topic(draft, "依申请公开", "申请的办理流程进一步规范，具体数据见第三部分。")
    draft.said = [said for said in draft.said if not said.key.startswith("applications_")]


def _total_of(row: str, draft: Draft) -> None:
    refs = [ref for ref in draft.values if ref[:2] == ("applications", row) and ref.column != "total"]
    put(draft, Ref("applications", row, "total"), number(sum(int(draft.values[ref].value or 0) for ref in refs)))


def note(draft: Draft) -> None:
    """A note in a cell."""
    key = "issued_this_year" if draft.format == "2021" else "made_this_year"
    put(draft, Ref("art20_1", "normative_documents", key), Printed("22（其中修订16件）", 22, "numeric"))
    _flaw(draft, "Q42", f"art20_1.normative_documents.{key}")


def words_in_cell(draft: Draft) -> None:
    """Words where a figure is due."""
    put(draft, Ref("art20_5", "administrative_licensing", "decisions"), Printed("见附件", None, "text"))
    _flaw(draft, "Q13")


def dash_in_cell(draft: Draft) -> None:
    """A dash where a figure is due."""
    put(draft, Ref("art20_6", "administrative_compulsion", "decisions"), Printed("—", None, "dash"))
    _flaw(draft, "Q12")


def none_in_cell(draft: Draft) -> None:
    """The word for none where a figure is due."""
    put(draft, Ref("art20_6", "administrative_compulsion", "decisions"), Printed("无", None, "none_word"))
    _flaw(draft, "Q13")


def blank_total(draft: Draft) -> None:
    """The column of totals left empty."""
    for ref in [r for r in draft.values if r.table == "applications" and r.column == "total"]:
        put(draft, ref, BLANK)
    _bump(draft, "applications", "granted", "natural_person", by=0)
    _flaw(draft, "Q16", "applications.*.total")


def unauthorized_rules(draft: Draft) -> None:
    """规章 by an organ that makes none."""
    for ref in [r for r in draft.values if r[:2] == ("art20_1", "rules")]:
        put(draft, ref, number(2))
    _flaw(draft, "Q26")


def late(draft: Draft) -> None:
    """Published after the legal date."""
    draft.published = date(draft.year + 1, 5, 20)
    draft.signature = (draft.organ.agency, f"{draft.year + 1}年5月20日")
    _flaw(draft, "Q31")


def early(draft: Draft) -> None:
    """Published before the year was over."""
    draft.published = date(draft.year, 11, 2)
    draft.signature = (draft.organ.agency,)
    _flaw(draft, "Q32")


def other_period(draft: Draft) -> None:
    """The period is that of the year before."""
    old, new = (f"自{year}年1月1日起至{year}年12月31日" for year in (draft.year, draft.year - 1))
    draft.pieces[0] = draft.pieces[0]._replace(text=draft.pieces[0].text.replace(old, new))
    _flaw(draft, "Q07")


def without(kind: str) -> Change:
    """A report that lacks a compulsory part."""

    def change(draft: Draft) -> None:
        start = next(i for i, piece in enumerate(draft.pieces) if piece.kind == kind and piece.role == "heading")
        rest = (i for i, piece in enumerate(draft.pieces) if i > start and piece.role == "heading")
        del draft.pieces[start : next(rest, len(draft.pieces))]
        if kind == "other_matters":
            draft.said = [said for said in draft.said if not said.key.startswith("fee_")]
        for layout, part in TABLE_OF_LAYOUT.items():
            if part == kind:
                prefix = {"section2": "art20", "section3": "applications", "section4": "disputes"}[layout]
                draft.values = {ref: v for ref, v in draft.values.items() if not ref.table.startswith(prefix)}
        _flaw(draft, "Q02", kind)

    change.__name__ = f"without_{kind}"
    return change


def doubled(draft: Draft) -> None:
    """The heading of a part stands twice."""
    at = next(i for i, piece in enumerate(draft.pieces) if piece.kind == "problems" and piece.role == "heading")
    again = [Piece("heading", draft.pieces[at].text, "problems"), Piece("text", "另有一点不足：部分信息更新间隔偏长。")]
    draft.pieces[at + 2 : at + 2] = again
    _flaw(draft, "Q03", "sections")


def reordered(draft: Draft) -> None:
    """Two parts changed places."""
    at = {
        kind: next(i for i, p in enumerate(draft.pieces) if p.kind == kind and p.role == "heading") for kind in HEADINGS
    }
    one, two, end = at["applications"], at["disputes"], at["problems"]
    draft.pieces[one:end] = draft.pieces[two:end] + draft.pieces[one:two]
    _flaw(draft, "Q03", "sections")


def empty_table(draft: Draft) -> None:
    """A heading whose table is gone."""
    draft.pieces = [piece for piece in draft.pieces if piece.text != "section4"]
    draft.values = {ref: value for ref, value in draft.values.items() if ref.table != "disputes"}
    _flaw(draft, "Q04", "disputes")


def unfilled(draft: Draft) -> None:
    """A number that was never filled in."""
    _replace_topic(draft, "平台建设", "全年在网站发布专题信息　　条，更新及时。")
    draft.said = [
        said for said in draft.said if said.key not in {"special_columns", "new_media_accounts", "websites_closed"}
    ]
    _flaw(draft, "Q05")


def wrong_generation(draft: Draft) -> None:
    """Old tables in a newer report: the year in its words moves on, the tables stay."""
    old, new = str(draft.year), str(draft.year + 3)
    draft.pieces = [piece._replace(text=piece.text.replace(old, new)) for piece in draft.pieces]
    draft.title = draft.title.replace(old, new)
    draft.signature = (draft.signature[0], draft.signature[1].replace(str(draft.year + 1), str(draft.year + 4)))
    draft.year, draft.published = draft.year + 3, draft.published.replace(year=draft.year + 4)
    _flaw(draft, "Q01", "format")


def announced(draft: Draft) -> None:
    """The preamble counts other parts than it lists."""
    listed = "、".join(HEADINGS.values())
    first = draft.pieces[0]
    draft.pieces[0] = first._replace(text=f"{first.text}本报告由{listed}五个部分组成。")
    _flaw(draft, "Q36", "preamble")


def upheld_claim(draft: Draft) -> None:
    """All reviews are said to be upheld; the table has corrected ones."""
    for key, count in (("upheld", 3), ("corrected", 2), ("other", 0), ("pending", 1), ("total", 6)):
        put(draft, Ref("disputes", "review", key), number(count))
    _replace_topic(draft, "监督保障", "有关政府信息公开的行政复议案件结果全部维持。")
    kept = {"power_list_items"}
    own = {
        "training_sessions",
        "people_trained",
        "meetings",
        "supervisors",
        "rectification_notices",
        "staff",
        "satisfaction_rate",
    }
    draft.said = [said for said in draft.said if said.key not in own - kept]
    _flaw(draft, "Q25")


def contradiction(draft: Draft) -> None:
    """Every request concluded, and some carried forward."""
    forward = _number(draft, "applications", "carried_forward", "total") or 0
    text = f"收到的申请已全部办结，其中结转下年度继续办理{forward or 3}件。"
    draft.said = [said for said in draft.said if not said.key.startswith("applications_")]
    draft.said.append(Said("applications_carried_forward", forward or 3))
    _replace_topic(draft, "依申请公开", text)
    _flaw(draft, "Q40")


TABLE_FLAWS: tuple[Change, ...] = (
    flow, results, applicants, outcomes, negative, fraction, blank_among_zeros, note, words_in_cell, dash_in_cell,
    none_in_cell, blank_total,
)  # fmt: skip
TEXT_FLAWS: tuple[Change, ...] = (
    prose_against_table, percentage, stale_year, late, early, other_period, doubled, reordered, empty_table, unfilled,
    announced, upheld_claim, contradiction, without("other_matters"), without("disputes"), without("problems"),
)  # fmt: skip
STATISTICS: Mapping[str, tuple[str, str]] = {
    "F2008.received_sum": ("requests_received", "+"),
    "F2008.replies_sum": ("reply_granted", "+"),
    "F2008.reviews_sum": ("reviews", "+"),
    "F2008.suits_sum": ("suits", "+"),
    "F2008.staff_sum": ("staff", "+"),
}
"""Identities of the appendix, and the indicator that is raised to break each."""


def in_statistics(rule: str) -> Change:
    """An identity of the appendix that does not hold."""

    def change(draft: Draft) -> None:
        _bump(draft, "statistics", STATISTICS[rule][0], "value", by=30)
        _flaw(draft, rule)

    change.__name__ = rule
    return change


# --- deviations that break no rule


def six_titles_in_preamble(draft: Draft) -> None:
    """The preamble lists the titles of the parts."""
    first = draft.pieces[0]
    draft.pieces[0] = first._replace(text=f"{first.text}本报告由{'、'.join(HEADINGS.values())}六个部分组成。")


def other_wordings(draft: Draft) -> None:
    """Titles worded as many organs word them, with other numbers."""
    words = {
        "overview": "1.总体情况", "proactive": "2.主动公开政府信息情况", "applications": "3.收到和处理政府信息公开申请情况",
        "disputes": "4.因政府信息公开工作被申请行政复议、提起行政诉讼情况", "problems": "5.政府信息公开工作存在的主要问题及改进情况",
        "other_matters": "6.其他需要报告的事项",
    }  # fmt: skip
    draft.pieces = [p._replace(text=words[p.kind]) if p.role == "heading" else p for p in draft.pieces]


def unnumbered(draft: Draft) -> None:
    """Headings without numbers."""
    draft.pieces = [
        p._replace(text=p.text.split("、", 1)[1]) if p.role == "heading" and "、" in p.text[:3] else p
        for p in draft.pieces
    ]


def typing_error(draft: Draft) -> None:
    """One year of the body is that of next year; the report is still this year's. Q08 must see it."""
    _replace_topic(
        draft, "政府信息管理", f"{draft.year + 1}年，{draft.organ.self}修订了信息发布审核制度，职责更加清楚。"
    )
    draft.said = [said for said in draft.said if said.key != "power_list_items"]
    _flaw(draft, "Q08")


def short_title(draft: Draft) -> None:
    """The title names no organ; the signature does."""
    draft.title = "政府信息公开工作年度报告" if draft.rng.random() < 0.3 else f"{draft.year}年政府信息公开工作年度报告"


def no_title(draft: Draft) -> None:
    """There is no title at all."""
    draft.title = ""


DEVIATIONS: tuple[Change, ...] = (six_titles_in_preamble, other_wordings, unnumbered, short_title)
