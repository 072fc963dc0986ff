"""What the prose says of requests and cases, against the tables and against itself (Q21, Q22, Q25, Q40)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from harvester.report.checks._rule import Rules, Subject, failed, number, passed
from harvester.report.formats import CellRef, load_formats
from harvester.report.model import Check, Section

_SENTENCE = re.compile(r"[^。！？；;\n]{1,800}")
"""Cut at 800 characters: no sentence is longer, and text without any stop must not cost its square."""
_HAS_NUMBER = re.compile(r"\d")
_CHANNEL = re.compile(
    r"网络|网上|在线|当面|现场|信函|信件|来信|邮寄|传真|电子邮件|邮箱|平台|渠道|个人|公民|企业|法人|组织|窗口|其中|分别"
)
"""After such words a number counts one channel or one kind of applicant, not all requests."""

_OTHERS = re.compile(
    r"全[省市县区州]|各(?:部门|单位|乡镇|街道|级)|建议|提案|去年|上年度?(?!度?结转)|同比|比上年|历年|累计"
)
_ALL_DONE = re.compile(
    r"(?:全部|均|都)(?:已|已经|能)?(?:按时|按期|依法|如期|及时|在法定期限内|在规定时限内){0,2}(?:予以)?(?:办结|答复完毕|办理完毕)"
    r"|(?<![时期])办结率(?:为|达到|达|均为)?\s*100\s*[%％]"
)
_CARRIED = re.compile(r"结转(?:至|到)?(?:下(?:一)?年度?|20\d\d年)[^。；\n\d]{0,14}?(\d+)\s*[件宗份条起]")
_UPHELD = re.compile(r"(?:均|全部|都)(?:被|为|获|予以|结果)?维持|结果均?维持\s*100")
_NONE = r"(?:未发生|没有发生|未收到|没有收到|未产生|没有|无(?!障碍|关|偿|锡|为))"
_NO_REVIEW = re.compile(_NONE + r"[^，。；]{0,24}行政复议")
_NO_SUIT = re.compile(_NONE + r"[^。；]{0,30}行政诉讼")
_NO_REQUEST = re.compile(
    _NONE + r"(?:任何)?(?:关于)?(?:公民、法人(?:和|或)其他组织)?(?:的)?(?:政府信息公开|信息公开|依申请公开)(?:的)?申请"
)
_LOST = re.compile(r"败诉|纠错|纠正|撤销|被责令|违法|确认|投诉|举报|不服")
_ABOUT_CASES = frozenset({"P.review", "P.suit"})
_SUITS = ("suit_direct", "suit_after_review")


def run(subject: Subject) -> Iterator[Check]:
    """Compare the prose of the overview and of the last parts with the tables."""
    prose = [s for s in subject.report.sections if s.level == 1 and s.kind in {"overview", "preamble", "other_matters"}]
    yield from _all_done(prose, subject)
    for section in prose if subject.facts else ():
        yield from _numbers(section, subject)
        yield from _claims(section, subject)


@cache
def _patterns() -> tuple[tuple[Mapping[str, Any], tuple[re.Pattern[str], ...]], ...]:
    """The patterns of the reference that name one number each."""
    singles = (item for item in load_formats().prose if item["refs"] and item.get("combine") != "tuple")
    return tuple((item, tuple(map(re.compile, item["patterns"]))) for item in singles)


def _numbers(section: Section, subject: Subject) -> Iterator[Check]:
    """Numbers of requests and cases in the prose. One mention that agrees with the table is enough."""
    sentences = [sentence for sentence in _SENTENCE.findall(section.text) if _HAS_NUMBER.search(sentence)]
    for item, patterns in _patterns() if sentences else ():
        expected = _expected(item, subject)
        if not expected or item["id"] == "P.normative_single" or not _is_of_format(item, subject):
            continue
        topic = "信息公开" if item["id"] in _ABOUT_CASES else "申请"
        stated = dict.fromkeys(value for pattern in patterns for value in _stated(pattern, sentences, topic))
        if not stated:
            continue
        rule_subject = f"{item['id']}.{section.kind}"
        if any(value in expected for value in stated):
            yield passed("Q21", rule_subject)
            continue
        said = next(iter(stated))
        message = f"the prose says {number(said)}, the table {number(expected[0])}"
        part = _part_named(item, said, subject)
        if part:
            yield failed("Q22", rule_subject, f"{message}: it took the cell {part} for the whole", actual=number(said))
        else:
            yield failed("Q21", rule_subject, message, actual=number(said), verdict="unsure")


def _is_of_format(item: Mapping[str, Any], subject: Subject) -> bool:
    return "formats" not in item or subject.report.format in item["formats"]


def _stated(pattern: re.Pattern[str], sentences: Sequence[str], topic: str) -> Iterator[int]:
    """Numbers that a pattern finds in sentences on the topic, those of one channel or of other organs left out."""
    for sentence in sentences:
        for match in pattern.finditer(sentence) if topic in sentence else ():
            before = sentence[max(0, match.start() - 12) : match.end(1)]
            if not _CHANNEL.search(before) and not _OTHERS.search(sentence[max(0, match.start() - 20) : match.end()]):
                yield int(match[1].replace(",", ""))


def _expected(item: Mapping[str, Any], subject: Subject) -> list[float]:
    """What the table says: the sum of the cells, or of one of the other readings that the words allow."""
    refs = item["refs"]
    sums = [_sum(refs, subject), *(_sum(other, subject) for other in item.get("alt_refs", ()))]
    if item["id"] in {"P.handled", "P.new"}:
        sums.append(_sum(["applications.total_handled.total", "applications.carried_forward.total"], subject))
    return [value for value in sums if value is not None] if sums[0] is not None else []


def _sum(refs: list[str], subject: Subject) -> float | None:
    total: float = 0
    for text in refs:
        table, row, column = text.split(".")
        values = [subject.value(table, key, column) for key in _rows(row, subject)]
        if not values or None in values:
            return None
        total += sum(value for value in values if value is not None)
    return total


def _rows(row: str, subject: Subject) -> list[str]:
    """The rows of a reference: itself, or the members of `@group`."""
    if not row.startswith("@"):
        return [row]
    form = load_formats().by_id.get(subject.report.format or "2021")
    table = form.tables.get("applications") if form else None
    groups = table.groups if table else ()
    return next((list(group.members) for group in groups if group.key == row[1:]), [])


def _part_named(item: Mapping[str, Any], said: int, subject: Subject) -> str | None:
    """The cell that was taken for the whole: natural persons, or the first row of a group."""
    for text in item["refs"]:
        table, row, _ = text.split(".")
        rows = _rows(row, subject)
        cells = [CellRef(table, row, "natural_person")] if not row.startswith("@") else []
        cells += [CellRef(table, key, "total") for key in rows[:1] if row.startswith("@")]
        for cell in cells:
            if said and subject.value(*cell) == said:
                return str(cell)
    return None


def _claims(section: Section, subject: Subject) -> Iterator[Check]:
    """Claims that all cases were upheld, or that none occurred."""
    for match in _SENTENCE.finditer(section.text):
        sentence, place = match[0], f"{section.kind}.{section.position}.{match.start()}"
        if _UPHELD.search(sentence) and re.search("复议|诉讼", sentence):
            rows = [*(["review"] if "复议" in sentence else []), *(_SUITS if "诉讼" in sentence else ())]
            other = _cases(rows, ("corrected", "other", "pending"), subject)
            yield from _claim(place, "all upheld", other)
        if _LOST.search(sentence):
            continue
        if _NO_REVIEW.search(sentence):
            yield from _claim(place + ".review", "no review", _cases(["review"], ("total",), subject))
        if _NO_SUIT.search(sentence):
            yield from _claim(place + ".suit", "no suit", _cases(_SUITS, ("total",), subject))
        if _NO_REQUEST.search(sentence):
            new = subject.value("applications", "new_requests", "total")
            yield from _claim(place + ".request", "no request", {"applications.new_requests.total": new} if new else {})


def _claim(place: str, claim: str, against: Mapping[str, float]) -> Iterator[Check]:
    if against:
        shown = ", ".join(f"{ref} = {number(value)}" for ref, value in against.items())
        yield failed("Q25", place, f"the prose says “{claim}”, the table has {shown}", actual=shown)
    else:
        yield passed("Q25", place)


def _cases(rows: list[str] | tuple[str, ...], columns: tuple[str, ...], subject: Subject) -> dict[str, float]:
    """The cells of the disputes table that hold a number above zero."""
    refs = [CellRef("disputes", row, column) for row in rows for column in columns]
    return {str(ref): value for ref in refs if (value := subject.value(*ref))}


def _all_done(prose: list[Section], subject: Subject) -> Iterator[Check]:
    """The claim that every request was concluded, against the table and against what the prose says was carried."""
    left = subject.value("applications", "carried_forward", "total")
    for section in prose:
        told = _CARRIED.search(section.text)
        carried = left or (int(told[1]) if told else left)
        claims = (m for m in _SENTENCE.finditer(section.text) if "申请" in m[0] and _ALL_DONE.search(m[0]))
        for claim in claims if carried is not None else ():
            place = f"{section.kind}.{section.position}.{claim.start()}"
            if carried:
                message = f"the prose says that every request was concluded, {number(carried)} were carried forward"
                yield failed("Q40", place, message, actual=claim[0].strip()[:60])
            elif left is not None:
                yield passed("Q40", place)


RULES = Rules(("Q21", "Q22", "Q25", "Q40"), run)
