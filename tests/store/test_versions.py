"""Promises what one report is: same text elsewhere is a sighting, changed text a version, another agency or year
a report of its own, a contradicting copy a failed check, and that the order in which copies come does not matter."""

import itertools
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harvester.errors import HarvestError
from harvester.report.model import Report
from harvester.store import Saved, Store
from harvester.store.addresses import is_within, page_form, sighting_kind
from harvester.store.copies import is_correction, shared_numbers
from tests.store.conftest import AGENCY, TEXT, fact, report

HOME = "http://www.qc.gov.cn/nb/1.html"
ELSEWHERE = "http://www.other.gov.cn/nb/1.html"
OTHER_TEXT = "本机关收到申请 999 件，办结 88 件，公开 77 条，接待 66 人次，复议 55 件，诉讼 44 件。"


def current(store: Store) -> list[tuple[Any, ...]]:
    rows = store.connection.rows(
        "SELECT agency, year, url, version FROM reports WHERE is_current ORDER BY agency, year"
    )
    return [tuple(row.values()) for row in rows]


def save(store: Store, document: Report, day: int = 1, **more: Any) -> Saved:
    """Store a document as seen on a day of January, from a capture of its own unless one is given."""
    seen = f"2023-01-{day:02}T00:00:00+00:00"
    if "capture_id" not in more and document.url:
        body = f"{document.text}{document.title}{document.facts}{day}".encode()
        more["capture_id"] = store.save_capture(document.url, body, fetched_at=seen)
    return store.save_report(document, seen_at=seen, **more)


@pytest.mark.parametrize(
    ("label", "second", "outcome", "rows"),
    [
        ("the same page again", report(), "unchanged", 1),
        ("the same page laid out anew", report(TEXT.replace("，", "，\n ")), "unchanged", 1),
        ("the same page with a visitor counter", report(TEXT + "浏览次数：27"), "unchanged", 1),
        ("the same page in wide digits", report(TEXT.replace("301", "３０１")), "unchanged", 1),
        ("the same text on another host", report(url=ELSEWHERE), "sighting", 1),
        ("the same text in another column", report(url="http://www.qc.gov.cn/zwgk/9.html"), "sighting", 1),
        ("changed text at the same address", report(TEXT + "另有 12 件。"), "changed", 2),
        ("another number at the same address", report(TEXT.replace("301", "302")), "changed", 2),
        ("a correction elsewhere", report(TEXT + "。", ELSEWHERE, title="年度报告（更正）"), "changed", 2),
        ("a supplement elsewhere", report(TEXT + "。", ELSEWHERE, title="年度报告（补充）"), "changed", 2),
        ("a damaged copy with the same numbers", report(TEXT.replace("公开", "?開"), ELSEWHERE), "sighting", 1),
        ("a copy with other numbers", report(OTHER_TEXT, ELSEWHERE, facts=(fact(6),)), "sighting", 1),
        ("another year, same text", report(url=ELSEWHERE, year=2021), "new", 2),
        ("another agency, same text", report(url=ELSEWHERE, agency="青川市财政局"), "new", 2),
        ("a namesake in another county", report(OTHER_TEXT, ELSEWHERE, division_code="330327"), "new", 2),
        ("another year at the same address", report(year=2023), "new", 2),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_a_second_document_is(store: Store, label: str, second: Report, outcome: str, rows: int):
    first = save(store, report())
    saved = save(store, second, day=2)
    assert saved.outcome == outcome
    assert store.counts()["reports"] == rows
    assert (saved.report_id == first.report_id) == (outcome in ("unchanged", "sighting"))


def test_a_new_version_is_current_and_the_older_one_kept(store: Store):
    save(store, report())
    saved = save(store, report(TEXT + "另有 12 件。"), day=2)
    assert saved.version == 2
    versions = store.versions(AGENCY, 2022)
    assert [(v["version"], v["is_current"]) for v in versions] == [(1, 0), (2, 1)]
    assert store.connection.rows("SELECT report_id FROM sightings") == [{"report_id": saved.report_id}]


def test_a_third_version_follows_and_the_same_page_stays(store: Store):
    texts = [TEXT, TEXT + "另有 12 件。", TEXT + "另有 13 件。", TEXT + "另有 13 件。"]
    outcomes = [save(store, report(text), day=day) for day, text in enumerate(texts, 1)]
    assert [(o.outcome, o.version) for o in outcomes] == [
        ("new", 1), ("changed", 2), ("changed", 3), ("unchanged", 3)
    ]  # fmt: skip


def test_a_page_that_returns_to_its_first_text_is_a_version(store: Store):
    texts = [TEXT, TEXT + "另有 12 件。", TEXT]
    outcomes = [save(store, report(text), day=day) for day, text in enumerate(texts, 1)]
    assert [(o.outcome, o.version) for o in outcomes] == [("new", 1), ("changed", 2), ("changed", 3)]


def test_an_older_capture_of_the_page_becomes_the_older_version(store: Store):
    late = save(store, report(TEXT + "另有 12 件。"), day=9)
    early = save(store, report(), day=3)
    assert early.outcome == "changed"
    assert [v["report_id"] for v in store.versions(AGENCY, 2022)] == [early.report_id, late.report_id]
    assert store.connection.value("SELECT report_id FROM sightings") == late.report_id


def test_a_mirror_that_still_shows_the_older_text_is_a_sighting_of_the_older_version(store: Store):
    older = save(store, report())
    save(store, report(TEXT + "另有 12 件。"), day=2)
    assert save(store, report(url=ELSEWHERE), day=3) == Saved("sighting", older.report_id, 1)


def test_a_mirror_with_a_damaged_text_makes_no_version_when_it_is_seen_again(store: Store):
    mirror = report(TEXT.replace("公开", "?開"), ELSEWHERE)
    save(store, report())
    save(store, mirror, day=2)
    assert save(store, mirror, day=3).outcome == "unchanged"
    assert save(store, replace(mirror, text=mirror.text + "!"), day=4).outcome == "unchanged"
    assert store.counts()["reports"] == 1


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_a_correction_is_the_current_version_whenever_it_comes(order: tuple[int, ...]):
    documents = [
        report(url=HOME),
        report(TEXT + "更正 5 处。", "http://www.qc.gov.cn/nb/2.html", title="年度报告（更正）"),
        report(TEXT.replace("公开", "?開"), ELSEWHERE),
    ]
    with Store.open(":memory:") as store:
        for day, at in enumerate(order, 1):
            save(store, documents[at], day=day)
        assert current(store) == [(AGENCY, 2022, "http://www.qc.gov.cn/nb/2.html", 2)]


def test_a_contradicting_copy_is_a_failed_check_and_no_report(store: Store):
    save(store, report())
    saved = save(store, report(OTHER_TEXT, ELSEWHERE, facts=(fact(6),)), day=2)
    check = store.connection.first("SELECT * FROM checks WHERE rule = 'X.copy_conflict'") or {}
    assert (check["report_id"], check["subject"], check["status"]) == (saved.report_id, ELSEWHERE, "fail")
    assert (check["expected"], check["actual"]) == ("5", "6")
    assert store.connection.value("SELECT text FROM reports") == TEXT


def test_a_conflict_stays_while_it_lasts_and_goes_when_the_copy_agrees(store: Store):
    save(store, report())
    save(store, report(OTHER_TEXT, ELSEWHERE, facts=(fact(6),)), day=2)
    save(store, report(), day=3)
    save(store, report(OTHER_TEXT, ELSEWHERE, facts=(fact(6),)), day=4)
    assert store.connection.value("SELECT count(*) FROM checks WHERE rule = 'X.copy_conflict'") == 1
    assert save(store, report(url=ELSEWHERE), day=5).outcome == "unchanged"
    assert store.connection.value("SELECT count(*) FROM checks WHERE rule = 'X.copy_conflict'") == 0


@pytest.fixture
def own_site(store: Store) -> str:
    """A site that serves the division of the agency."""
    store.connection.execute("INSERT INTO sites (site_id, division_code) VALUES ('4407810001', '440781')")
    return "4407810001"


WORSE = {
    "on a commercial mirror": {"url": "http://www.copy.com/1.html"},
    "from a traditional copy": {"url": ELSEWHERE, "script": "hant"},
    "with more repairs": {"url": ELSEWHERE, "damage": ({"step": "a"}, {"step": "b"})},
    "without tables": {"url": ELSEWHERE, "facts": ()},
    "from a print view": {"url": "http://www.qc.gov.cn/nb/print.jsp?id=1"},
    "from a mobile page": {"url": "http://m.qc.gov.cn/nb/1.html"},
}


@pytest.mark.parametrize("worse", WORSE)
def test_the_better_copy_is_kept_whichever_comes_first(worse: str):
    copies = [report(), report(TEXT.replace("公开", "公 開!"), **({"site_id": "elsewhere"} | WORSE[worse]))]
    for order in (copies, copies[::-1]):
        with Store.open(":memory:") as store:
            store.connection.execute("INSERT INTO sites (site_id, division_code) VALUES ('4407810001', '440781')")
            outcomes = [save(store, document, day=day) for day, document in enumerate(order, 1)]
            assert [outcome.outcome for outcome in outcomes] == ["new", "sighting"]
            assert current(store) == [(AGENCY, 2022, HOME, 1)]
            kinds = dict(store.connection.db.execute("SELECT url, kind FROM sightings").fetchall())
            assert kinds.pop(HOME) == "original"
            assert "original" not in kinds.values()


def test_the_agencys_own_word_outweighs_a_contradicting_mirror(store: Store, own_site: str):
    save(store, report(OTHER_TEXT, "http://www.copy.com/1.html", facts=(fact(6),), site_id=None))
    saved = save(store, report(site_id=own_site), day=2)
    assert current(store) == [(AGENCY, 2022, HOME, 1)]
    check = store.connection.first("SELECT subject, expected, actual FROM checks WHERE rule = 'X.copy_conflict'")
    assert check == {"subject": "http://www.copy.com/1.html", "expected": "5", "actual": "6"}
    assert store.report(saved.report_id).facts[0].value in (0, 5)


def test_a_division_that_is_learned_later_is_kept(store: Store):
    save(store, report(division_code=None))
    save(store, report(url=ELSEWHERE), day=2)
    save(store, report(url="http://third.gov.cn/", division_code=None), day=3)
    assert store.connection.rows("SELECT division_code FROM reports") == [{"division_code": "440781"}]


def test_reading_a_capture_again_replaces_the_row_and_names_what_changed(store: Store):
    capture = store.save_capture(HOME, b"page")
    first = save(store, report(), capture_id=capture)
    better = report(TEXT + "。", facts=(fact(6), fact(0, "denied_state_secret")), title="年度报告")
    second = save(store, better, day=2, capture_id=capture)
    assert (second.outcome, second.report_id, second.version) == ("unchanged", first.report_id, 1)
    assert second.changes == ("title", "text", "text_sha256", "facts.applications.granted.total", "sections.0")
    assert save(store, better, day=3, capture_id=capture).changes == ()
    assert store.counts()["reports"] == 1


def test_a_capture_that_turns_out_to_be_another_year_moves(store: Store):
    capture, mirror = store.save_capture(HOME, b"page"), store.save_capture(ELSEWHERE, b"page")
    save(store, report(year=2018), capture_id=capture)
    save(store, report(url=ELSEWHERE, year=2018), capture_id=mirror)
    assert save(store, report(year=2017), capture_id=capture).outcome == "new"
    assert [row[1] for row in current(store)] == [2017]
    save(store, report(url=ELSEWHERE, year=2017), capture_id=mirror)
    assert [row[1] for row in current(store)] == [2017]
    assert store.counts()["sightings"] == 2


def test_a_capture_that_was_misread_into_another_agency_leaves_its_versions_in_order(store: Store):
    save(store, report())
    wrong = store.save_capture(HOME, b"page")
    save(store, report(TEXT + "另有 12 件。"), day=2, capture_id=wrong)
    save(store, report(TEXT + "另有 12 件。", agency="青川市财政局"), day=3, capture_id=wrong)
    assert [(row[0], row[3]) for row in current(store)] == [(AGENCY, 1), ("青川市财政局", 1)]


def test_versions_that_a_better_reader_shows_to_be_the_same_become_one(store: Store):
    first, second = store.save_capture(HOME, b"page"), store.save_capture(HOME, b"page ")
    save(store, report(TEXT + "第 1 位访客"), capture_id=first)
    save(store, report(TEXT + "第 2 位访客"), day=2, capture_id=second)
    assert store.counts()["reports"] == 2
    for capture in (first, second):
        save(store, report(), day=2, capture_id=capture)
    assert [(row[2], row[3]) for row in current(store)] == [(HOME, 1)]
    assert store.counts()["reports"] == 1


def test_a_capture_that_is_no_report_after_all_is_withdrawn(store: Store):
    capture = store.save_capture(HOME, b"page")
    saved = save(store, report(), capture_id=capture)
    assert store.withdraw(capture) == [saved.report_id]
    assert [store.counts()[name] for name in ("reports", "sightings", "facts", "sections")] == [0, 0, 0, 0]
    assert store.search("申请") == []


@pytest.mark.parametrize("broken", [{"agency": None}, {"agency": ""}, {"year": None}])
def test_a_document_without_agency_or_year_is_refused_with_its_address(store: Store, broken: dict[str, Any]):
    with pytest.raises(HarvestError, match=r"http://www\.qc\.gov\.cn/nb/1\.html"):
        save(store, report(**broken))


def test_a_page_whose_address_now_shows_the_next_year_keeps_both_reports(store: Store):
    save(store, report())
    save(store, report(OTHER_TEXT, year=2023), day=2)
    assert [(row[1], row[2]) for row in current(store)] == [(2022, HOME), (2023, HOME)]
    assert store.connection.value("SELECT r.year FROM sightings JOIN reports AS r USING (report_id)") == 2023


# The division is part of what a text says, so copies of one text name one division, or none.
WORDINGS = {
    "440781": (TEXT, TEXT.replace("公开", "?開"), OTHER_TEXT),
    "330327": (TEXT + "另有 12 件。", TEXT + "。共 9 项。"),
}


@st.composite
def copies(draw: st.DrawFn, places: list[str], codes: list[str | None]) -> Report:
    """A copy of a report of one of these places, perhaps damaged, contradicting, or marked as a correction."""
    place = draw(st.sampled_from(places))
    text = draw(st.sampled_from(WORDINGS[place]))
    year, marked, host = draw(st.sampled_from([2021, 2022])), draw(st.booleans()), draw(st.sampled_from("abc"))
    return report(
        text, f"http://{host}.gov.cn/{year}/{place}/{WORDINGS[place].index(text)}{marked}", year=year,
        division_code=draw(st.sampled_from([place, *codes])), title=f"{AGENCY}年度报告{'（更正）' if marked else ''}",
        facts=(fact(6 if text == OTHER_TEXT else 5),),
    )  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(
    st.one_of(
        st.lists(copies(sorted(WORDINGS), []), max_size=7, unique_by=lambda item: item.url),  # two namesakes
        st.lists(copies(["440781"], [None]), max_size=7, unique_by=lambda item: item.url),  # division often unknown
    ),
    st.randoms(use_true_random=False),
)
def test_the_order_of_arrival_does_not_change_which_reports_there_are(documents: list[Report], random: Any):
    found = []
    for _ in range(2):
        with Store.open(":memory:") as store:
            for document in documents:
                save(store, document)
            rows = store.connection.rows("SELECT agency, year FROM reports WHERE is_current ORDER BY agency, year")
            found.append(rows)
            check_order(store)
        random.shuffle(documents)
    assert found[0] == found[1]


def check_order(store: Store) -> None:
    """What holds at any time: versions are 1, 2, ..., the last one is current, and the index has every report."""
    groups: dict[tuple[Any, ...], list[tuple[int, int]]] = {}
    for row in store.connection.rows("SELECT * FROM reports ORDER BY version"):
        key = (row["agency"], row["year"], row["division_code"])
        groups.setdefault(key, []).append((row["version"], row["is_current"]))
    for versions in groups.values():
        assert versions == [(at, int(at == len(versions))) for at in range(1, len(versions) + 1)]
    assert store.connection.value("SELECT count(*) FROM reports_fts") == store.counts()["reports"]


steps = st.tuples(
    st.sampled_from([HOME, ELSEWHERE, "http://m.qc.gov.cn/1"]), st.sampled_from([2021, 2022]),
    st.sampled_from([TEXT, TEXT + "另有 12 件。", OTHER_TEXT]), st.integers(1, 28), st.booleans(),
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(steps, max_size=12))
def test_any_course_of_crawls_keeps_the_database_in_order(course: list[tuple[str, int, str, int, bool]]):
    with Store.open(":memory:") as store:
        last = 0
        for url, year, text, day, again in course:
            capture = last if again and last else store.save_capture(url, f"{text}{year}".encode())
            last = capture
            stored = next(item for item in store.captures() if item.capture_id == capture)
            save(store, report(text, stored.url, year=year), day=day, capture_id=capture)
            check_order(store)
        assert not store.connection.rows("PRAGMA foreign_key_check")


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        (HOME, "original"),
        ("http://www.qc.gov.cn/zwgk/2.html", "repost"),
        ("https://qc.gov.cn/zwgk/2.html", "repost"),
        (ELSEWHERE, "mirror"),
        ("http://big5.qc.gov.cn/gate/big5/www.qc.gov.cn/nb/1.html", "mirror"),
        ("http://www.qc.gov.cn/big5/nb/1.html", "mirror"),
        ("http://m.qc.gov.cn/nb/1.html", "mobile"),
        ("http://wap.qc.gov.cn/nb/1.html", "mobile"),
        ("http://www.qc.gov.cn/nb/content/mpost_100.html", "mobile"),
        ("http://www.qc.gov.cn/nb/print.jsp?id=1", "print"),
        ("http://www.qc.gov.cn/nb/1_print.html", "print"),
        ("http://www.qc.gov.cn/art.aspx?id=1&print=1", "print"),
        ("http://www.qc.gov.cn/nb/P020230101.pdf", "attachment"),
        ("http://www.qc.gov.cn/download?file=a.docx", "attachment"),
        ("http://www.printing.gov.cn/nb/1.html", "mirror"),
        ("http://www.qc.gov.cn/blueprint/1.html", "repost"),
        ("http://www.mq.gov.cn/nb/1.html", "mirror"),
        ("http://[broken/nb", "mirror"),
    ],
)
def test_the_kind_of_a_sighting_follows_from_its_address(url: str, kind: str):
    assert sighting_kind(url, HOME) == kind


def test_a_file_that_is_the_only_copy_is_the_original():
    assert (
        sighting_kind("http://www.qc.gov.cn/nb/P020230101.pdf", "http://www.qc.gov.cn/nb/P020230101.pdf") == "original"
    )
    assert page_form("http://www.qc.gov.cn/nb/P020230101.pdf") == "file"


@pytest.mark.parametrize(
    ("title", "marked"),
    [
        (f"{AGENCY}2022年政府信息公开工作年度报告", False),
        (f"{AGENCY}2022年政府信息公开工作年度报告（更正版）", True),
        (f"关于更正{AGENCY}2022年政府信息公开工作年度报告的说明", True),
        (f"{AGENCY}2022年政府信息公开工作年度报告（修订）", True),
        (f"{AGENCY}2022年政府信息公开工作补充报告", True),
        (None, False),
    ],
)
def test_a_correction_is_marked_in_its_title(title: str | None, marked: bool):
    assert is_correction(title, AGENCY) is marked


def test_numbers_tell_copies_from_other_texts():
    assert shared_numbers(TEXT, TEXT.replace("公开", "?開")) == 1.0
    assert shared_numbers(TEXT, OTHER_TEXT) < 0.3
    assert shared_numbers("共 1,053 条，２ 件", "1053 2 3 4 5 6") == 1.0


def test_a_division_lies_in_those_above_it():
    assert is_within("440781", "440000")
    assert not is_within("440781", "440300")
