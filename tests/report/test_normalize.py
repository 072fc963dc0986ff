"""Labels that differ only in typing become equal; labels of different meaning stay apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvester.report.normalize import fold, head, label, without_number


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("（三）\n不予公开", "不予公开"),
        ("3.危及“三安全一稳定”", "危及三安全一稳定"),
        ("３．危及「三安全一稳定」", "危及三安全一稳定"),
        ("㈠ 予以公开", "予以公开"),
        ("①信访举报投诉类申请", "信访举报投诉类申请"),
        ("本年增／减", "本年增/减"),
        ("2.其它法律、行政法规禁止公开：", "其他法律,行政法规禁止公开"),
        ("总　计", "总计"),
        ("**总计**", "总计"),
        ("七）总计", "七)总计"),
        ("12", "12"),
        ("2.5", "2.5"),
        ("", ""),
    ],
)
def test_a_label_loses_its_number_spaces_and_quotes(printed: str, expected: str) -> None:
    assert label(printed) == expected


@pytest.mark.parametrize(("one", "other"), [("其他", "其他处理"), ("总计", "合计"), ("上年结转", "本年新收")])
def test_different_labels_stay_different(one: str, other: str) -> None:
    assert label(one) != label(other)


def test_the_head_ends_at_the_first_bracket() -> None:
    assert head(label("规章（县级无此项）")) == "规章"
    assert head("(无)") == "(无)"


@given(st.text("一二三（）()12. 、．总计其它“”〔〕①⑴／-—＊*自然人\n\u3000", max_size=40))
def test_normalizing_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert without_number(without_number(fold(text))) == without_number(fold(text))
